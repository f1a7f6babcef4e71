# 여러 페이지에 나오는 그래프의 축과 범례.

charts-mini-batch = 미니배치
charts-epoch = 에폭
charts-loss = 손실
charts-accuracy = 정확도(%)
charts-learning-rate = 학습률
charts-probability = 확률(%)
charts-class = 클래스
charts-examples = 예제 수
charts-reviews = 리뷰(%)
charts-pixel-value = 픽셀값
charts-pixels = 픽셀(%), 로그 눈금

charts-each-mini-batch = 미니배치마다
charts-smoothed = 이동 평균
charts-training-set = 학습 세트
charts-test-set = 테스트 세트
charts-best-epoch = 최고 에폭
charts-rate = 학습률 { $rate }
