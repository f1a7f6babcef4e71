# 신경망의 답을 얼마나 믿을 수 있는지 알 수 없는 이유. 하나하나가 온전한 문장이에요.

reading-few-texts = 테스트 리뷰가 { $fewest }개보다 적어요.
reading-few-examples = 한 클래스의 학습 예제나 테스트 예제가 { $fewest }개보다 적어요.
reading-many-inputs = 첫 선형 층의 입력이 { $most }개보다 많아요.
