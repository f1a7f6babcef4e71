# 하이퍼파라미터: 이름, 하는 일, 선택지, 값이 잘못되었을 때의 설명.

## 모든 신경망

config-epochs = 에폭 수
    .help = 신경망이 모든 학습 예제를 보는 횟수예요.
config-batch-size = 배치 크기
    .help = 미니배치 하나에 든 예제 수예요. 한 스텝의 기울기는 이 예제들의 평균이에요. 배치가 작으면 스텝이 들쭉날쭉하지만 가볍고, 크면 매끄럽지만 오래 걸려요.
config-optimizer = 옵티마이저
    .help = SGD는 학습률 x 기울기를 빼요. Momentum은 지난 스텝의 일부를 다음 스텝에 이어 가고, Nesterov는 그만큼 앞을 내다봐요. Adam, AdamW, RMSprop은 가중치마다 그동안의 기울기 크기에 맞춰 스텝을 조절해요. 다른 옵티마이저를 고르면 알맞은 학습률로 바뀌어요.
config-learning-rate = 학습률
    .help = 한 스텝에 얼마나 움직이는지예요. 너무 작으면 손실이 거의 줄지 않고, 너무 크면 널뛰거나 무한대가 돼요.
config-momentum = 모멘텀
    .help = 지난 스텝을 다음 스텝에 이어 가는 비율이에요. 보통 0.9를 써요.
config-schedule = 학습률 스케줄
    .help = 실행하는 동안 학습률이 어떻게 바뀌는지예요. 계단: 절반이 지나면 10분의 1, 4분의 3이 지나면 100분의 1이 돼요. 코사인: 반 파장을 따라 0까지 내려가요. 원사이클: 처음 30% 동안 25분의 1에서 설정한 값까지 올라갔다가 거의 0까지 내려가요. 글에서는 일정해요.
config-loss = 손실 함수
    .help = 학습으로 작게 만드는 값이에요. CrossEntropy: 맞는 클래스의 확률에 로그를 씌우고 부호를 바꾼 값이에요. MSE: 맞는 클래스는 1, 나머지는 0을 정답으로 두고 출력과의 차이를 제곱해요. BCEWithLogits: 클래스마다 맞는지 아닌지를 물어요.
config-label-smoothing = 레이블 스무딩
    .help = 정답의 확률 1에서 이 비율만큼을 떼어 모든 클래스에 고르게 나눠요. 신경망이 지나치게 확신하지 않게 돼요.
config-weight-decay = 가중치 감쇠
    .help = 스텝마다 모든 가중치를 0 쪽으로 조금씩 당겨서 통째로 외우는 것을 막아요. 0이면 쓰지 않아요(글 그대로).
config-clip-norm = 기울기 클리핑(노름)
    .help = 기울기가 이보다 길면 스텝 전에 이 길이로 줄여요. 이상한 배치 하나 때문에 신경망이 엇나가는 일을 막아요. 0이면 줄이지 않아요(글 그대로).
config-patience = 조기 종료까지 기다릴 에폭 수
    .help = 학습에 쓰지 않고 떼어 둔 예제의 정확도가 이 에폭 수만큼 오르지 않으면 학습을 끝내요. 0이면 끝까지 학습해요(글 그대로). 어느 쪽이든 가장 좋았던 에폭은 남겨 둬요.
config-log-every = 출력 간격(미니배치)
    .help = 지난 출력 뒤의 평균 손실을 콘솔에 얼마나 자주 출력하는지예요. 에폭 끝에서 간격을 다 채우지 못한 미니배치는 글에서처럼 출력되지 않아요.
config-seed = 시드
    .help = 시드가 같으면 초기 가중치와 예제의 순서가 같아서 결과도 똑같이 나와요. 글은 시드를 정하지 않아서 실행할 때마다 숫자가 달라요.
config-device = 장치
    .help = 계산하는 곳이에요. “자동”은 GPU가 있으면 GPU를 써요. 글은 CPU를 써요.
config-source = 신경망
    .help = 레슨의 클래스, 또는 코드에서 직접 쓰거나 붙여 넣은 클래스예요.
config-own-class = 직접 쓴 클래스 { $name }
config-lessons-class = 레슨의 클래스

## 이미지

config-normalization = 정규화
    .help = 픽셀(0에서 1까지)을 신경망에 넣기 전에 평균을 빼고 표준 편차로 나눠요. 글은 0.5와 0.5를 써요. 데이터셋의 실제 평균과 표준 편차를 쓰면 픽셀이 0 둘레에 모여서 대개 조금 더 빨리 배워요.
config-shift = 최대 이동 거리(픽셀)
    .help = 이미지를 보여 줄 때마다 최대 이 픽셀 수만큼 무작위로 옮겨요.
config-rotation = 최대 회전 각도(도)
    .help = 이미지를 보여 줄 때마다 왼쪽이나 오른쪽으로 최대 이 각도만큼 무작위로 돌려요.
config-flip = 좌우 뒤집기
    .help = 이미지를 보여 줄 때 절반은 좌우로 뒤집어요. 사진에는 알맞지만 숫자와 글자에는 맞지 않아요.

## 텍스트

config-units = 한국어를 나누는 단위
    .help = 어절: 띄어쓰기로 나눠요. 어미와 조사가 붙어 있어서 드물거나 처음 보는 단어가 많아요. 음절: 글자, 공백, 기호 하나하나로 나눠요. 2,000개쯤이면 어떤 문장이든 적을 수 있어요. 형태소: 어간, 조사, 어미로 나눠요. 서버에 kiwipiepy가 설치되어 있으면 쓸 수 있어요. 영어는 단어로 나눠요.
config-batching = 배치 묶는 방법
    .help = 비슷한 길이끼리: 길이가 비슷한 리뷰를 한 배치에 담아서 패딩이 적어요. 섞어서: 섞인 순서대로 담고 가장 긴 리뷰에 맞춰 채워요. 글의 BucketIterator는 sort_within_batch를 정하지 않아서 실제로는 이렇게 돼요.
config-max-length = 가장 긴 리뷰(단어나 음절 수)
    .help = 이보다 긴 리뷰는 단어(음절, 형태소)를 이만큼만 남기고 잘라요. 0이면 자르지 않아요(글 그대로).
config-keep = 긴 리뷰에서 남길 부분
    .help = 리뷰를 쓰는 사람은 끝부분에서 자기 생각을 말할 때가 많아요.
config-word-dropout = 단어 드롭아웃
    .help = 리뷰를 보여 줄 때마다 단어를 이 비율만큼 무작위로 가려요(모르는 단어로 읽어요). 단어 하나에만 기대지 않게 돼요. 0이면 가리지 않아요(글 그대로).

## 레슨 001의 CNN

config-channels = 합성곱 채널 수
    .help = 첫 합성곱이 찾는 패턴의 수예요. 글에서는 out_channels예요. 블록이 하나 늘 때마다 두 배가 돼요.
config-kernel-size = 커널 크기
    .help = 이미지 위를 움직이는 작은 창의 한 변이에요. 테두리를 0으로 채우지 않으므로, 결과의 한 변은 이미지보다 커널 크기에서 1을 뺀 만큼 작아져요.
config-blocks = 합성곱 블록 수
    .help = 블록 하나는 합성곱과 ReLU로 되어 있고, 풀링을 고르면 풀링도 들어가요. 글에는 하나뿐이에요.
config-pooling = 풀링
    .help = 2 x 2 칸마다 최댓값이나 평균 하나만 남겨요. 한 변은 절반, 숫자는 4분의 1이 돼요. 글에는 풀링이 없어요.
config-flatten = 선형 층 앞에서 펼치기
    .help = 글은 이것을 빠뜨려서 신경망이 실행되지 않아요. “아니요”를 고르면 왜 안 되는지 볼 수 있어요.
config-hidden = 첫 번째 은닉층
    .help = 합성곱과 답 사이의 뉴런 수예요. 0이면 없어요(글 그대로).
config-hidden-2 = 두 번째 은닉층
    .help = 첫 번째 은닉층 다음의 뉴런 수예요. 0이면 없어요.
config-dropout = 드롭아웃
    .help = 학습하는 동안 선형 층마다 그 앞의 숫자를 이 비율만큼 무작위로 0으로 만들어요. 그래서 어느 뉴런도 다른 뉴런 하나에만 기대지 못해요. 0이면 쓰지 않아요(글 그대로).

## 레슨 002b의 LSTM

config-reading = LSTM 상태를 읽는 곳
    .help = 리뷰의 끝: 마지막 단어 다음이에요. 패딩의 끝: 배치 안의 리뷰 길이를 맞추는 채움 단어 다음이에요. 글 그대로이고, 그때쯤이면 많이 잊어버려요. 가장 큰 값: 출력 100개마다 모든 단어를 통틀어 가장 큰 값이에요(추가).
config-embedding = 처음 단어 벡터
    .help = 무작위: 아무것도 모르는 채로 배워요. 글 그대로예요. 글은 GloVe를 불러오지만 신경망에 복사하지 않아요. GloVe: 단어 60억 개에서 미리 배운 벡터예요.
config-padding = 채움 단어의 벡터
    .help = 학습: 다른 단어처럼 배워요. 글 그대로예요. 0: 늘 0으로 둬요. padding_idx가 하는 일이에요. 채움 단어를 읽을 때만 차이가 나요.

## 선택지

config-choice-SGD = SGD
config-choice-Momentum = Momentum
config-choice-Nesterov = Nesterov
config-choice-Adam = Adam
config-choice-AdamW = AdamW
config-choice-RMSprop = RMSprop
config-choice-constant = 일정
config-choice-step = 계단
config-choice-cosine = 코사인
config-choice-one-cycle = 원사이클
config-choice-CrossEntropy = CrossEntropy
config-choice-MSE = MSE
config-choice-BCEWithLogits = BCEWithLogits
config-choice-auto = 자동
config-choice-cpu = cpu
config-choice-cuda = cuda
config-choice-mps = mps
config-choice-half = 0.5
config-choice-dataset = 데이터셋의 값
config-choice-no = 아니요
config-choice-yes = 예
config-choice-words = 어절
config-choice-syllables = 음절
config-choice-morphemes = 형태소
config-choice-like-length = 비슷한 길이끼리
config-choice-mixed = 섞어서
config-choice-beginning = 앞부분
config-choice-end = 뒷부분
config-choice-none = 없음
config-choice-max = 최댓값
config-choice-average = 평균
config-choice-reviews-end = 리뷰의 끝
config-choice-paddings-end = 패딩의 끝
config-choice-largest-of-all = 가장 큰 값
config-choice-random = 무작위
config-choice-GloVe = GloVe
config-choice-trained = 학습
config-choice-zero = 0

## 잘못된 값

config-span = { $low }부터 { $high }까지
config-is-empty = { PARTICLE($label, "이/가") } 비어 있어요. 값을 입력해 주세요({ $allowed }).
config-is-none-of = { $label }: { PARTICLE($value, "은/는") } 고를 수 없어요. { $choices } 중에서 골라 주세요.
config-is-no-source = { $label }: 클래스는 { $most }자까지 쓸 수 있어요.
config-is-no-number = { $label }: { PARTICLE($value, "은/는") } 수가 아니에요.
config-is-no-whole-number = { $label }: { PARTICLE($value, "은/는") } 정수가 아니에요.
config-is-outside = { $label }: { PARTICLE($value, "은/는") } 범위를 벗어나요. { $allowed }의 값을 입력해 주세요.
config-unknown = 모르는 하이퍼파라미터예요: { $name }
