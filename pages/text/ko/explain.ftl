# 신경망이 왜 그렇게 답하는지: 답을 움직인 것, 층마다의 출력, 숫자 하나의 계산, 리뷰의 단어.

explain-why = 왜 이렇게 답했을까요?
explain-tab-moved = 답을 움직인 것
explain-tab-layers = 모든 층
explain-tab-number = 숫자 하나
explain-tab-others = 다른 신경망
explain-tab-steps = 준비 단계
explain-waits = 답이 나오면 그 이유를 여기에 보여 줘요.

## 이미지에 대한 답을 움직인 것

explain-method = 방법
explain-method-gradient = 기울기
    .about = 색이 진한 픽셀일수록, 값을 조금만 바꿔도 점수가 크게 바뀌어요(기울기; Simonyan 외, 2014). 이런 결과에는 잡음이 많아요.
explain-method-integrated-gradients = 적분 기울기
    .about = 검은 이미지에서 이 이미지까지 가는 길의 기울기를 모두 더해 바뀐 만큼 곱했어요(Sundararajan 외, 2017). 파란 픽셀은 이 클래스 쪽으로, 주황 픽셀은 그 반대쪽으로 점수를 움직였어요.
explain-method-Grad-CAM = Grad-CAM
    .about = 마지막 합성곱 층이 이 클래스라고 볼 만한 것을 찾은 곳이에요(Selvaraju 외, 2017). 그 층의 출력이 작아서 위치도 대강만 보여요.
explain-method-occlusion = 가리기(occlusion)
    .about = 픽셀 둘레의 정사각형을 검게 가리면 점수가 얼마나 떨어지는지 보여 줘요(Zeiler와 Fergus, 2014). 주황: 오히려 올라가요.
explain-score-of = 점수를 볼 클래스
explain-its-answer = 신경망의 답
explain-sees = 신경망이 보는 이미지
    .alt = 확대한 이미지
explain-moved = “{ $name }”의 점수를 움직인 픽셀
explain-no-pixel = 여기서는 어느 픽셀도 점수를 바꾸지 않아요. 모든 픽셀의 기여도가 0이에요.
explain-strongest-pixel =
    { $place ->
        [top-left] 영향이 가장 큰 픽셀은 이미지의 왼쪽 위에 있어요.
        [top] 영향이 가장 큰 픽셀은 이미지의 위쪽에 있어요.
        [top-right] 영향이 가장 큰 픽셀은 이미지의 오른쪽 위에 있어요.
        [left] 영향이 가장 큰 픽셀은 이미지의 왼쪽에 있어요.
        [right] 영향이 가장 큰 픽셀은 이미지의 오른쪽에 있어요.
        [bottom-left] 영향이 가장 큰 픽셀은 이미지의 왼쪽 아래에 있어요.
        [bottom] 영향이 가장 큰 픽셀은 이미지의 아래쪽에 있어요.
        [bottom-right] 영향이 가장 큰 픽셀은 이미지의 오른쪽 아래에 있어요.
       *[middle] 영향이 가장 큰 픽셀은 이미지 한가운데에 있어요.
    }
explain-sums-up = 검은 이미지의 점수는 { $black }, 이 이미지의 점수는 { PARTICLE($this, "이에요/예요") }. 차이는 { $difference }, 모든 픽셀을 더한 값은 { PARTICLE($sum, "이에요/예요") }.
explain-hint = 실마리일 뿐 증명은 아니에요.

## 모든 층

explain-colours = 파랑: 0보다 큼, 주황: 0보다 작음, 하양: 0. ReLU를 지나면 0보다 작은 것은 모두 하얘져요.
explain-layer-alt = { $name }: 숫자 { $shape }개, 그중 { $share }가 0보다 커요
explain-kind-ReLU = ReLU
explain-kind-pooling = 풀링
explain-kind-activation = 활성화 함수
explain-kind-normalization = 정규화
explain-filters = { $name }의 필터: { $size }
    .alt = { $name }의 필터
explain-filters-rows = 한 줄이 필터 { $count }개 중 하나이고, 한 칸이 그 필터의 입력 하나예요.
explain-scores = 마지막 층의 숫자가 점수예요: { $scores }.

## 숫자 하나

explain-layer = 층
explain-filter = 필터
explain-row = 행
explain-column = 열
explain-map-alt = 필터 { $filter }의 숫자 { $size }개. { $row }행 { $column }열이 표시되어 있어요
explain-click = 맵에서 숫자를 누르거나 행과 열을 고르세요.
explain-no-number = 이 신경망에는 합성곱도, 숫자 한 줄을 받는 선형 층도 없어서 여기에 보여 줄 계산이 없어요.
explain-no-words = 어떤 단어가 답을 움직였는지는 nn.Embedding이 하나인 신경망에서만 계산할 수 있어요.
explain-point = { $row }행 { $column }열: { $number }
explain-input-map = 입력 맵({ $count }개 중)
explain-patch = 입력 조각
explain-kernel = 커널
explain-products = 입력 조각 x 커널
explain-one-map = 곱을 모두 더하면 { $added }이고, 편향 { $bias }까지 더하면 다음과 같아요: **{ $sum }**. 층이 실제로 낸 값: **{ $given }**.
explain-many-maps = 입력 맵 { $count }개마다 { $size }개의 곱을 더하면 { $added }이고, 편향 { $bias }까지 더하면 다음과 같아요: **{ $sum }**. 층이 실제로 낸 값: **{ $given }**.
explain-neuron = 뉴런
explain-input = 입력 { $number }
explain-input-times-weight = 입력 x 가중치
explain-contributions-alt = 가장 큰 기여도: { $contributions }
explain-contributions = 기여도(입력 x 가중치) { $count }개 중 가장 큰 { $shown }개예요. 이것을 더하면 { $added }, 나머지를 모두 더하면 { $rest }이고, 편향 { $bias }까지 더하면 다음과 같아요: **{ $sum }**. 층이 실제로 낸 값: **{ $given }**.

## 리뷰의 단어

explain-towards = 파란 { PARTICLE($units, "은/는") } 답을 “{ $yes }” 쪽으로, 밑줄 친 주황 { PARTICLE($units, "은/는") } “{ $no }” 쪽으로 움직였어요.
explain-words-method = 같은 수의 채움 단어에서 출발한 적분 기울기예요(Sundararajan 외, 2017).
explain-strongest = 기여도가 가장 큰 것: { $words }.
explain-none = 없음
explain-all-unknown = 모르는 { $units }의 기여도를 모두 더하면 { PARTICLE($sum, "이에요/예요") }.
explain-in-scores = 그 자리에 채움 단어가 있다면 신경망의 점수는 { $begins }이고, 지금은 { PARTICLE($ends, "이에요/예요") }. 기여도를 모두 더하면 { PARTICLE($sum, "이에요/예요") }. 점수가 0보다 크면 { PARTICLE($yes, "이라/라") }고, 작으면 { PARTICLE($no, "이라/라") }고 답해요.
explain-the-same = 그러니 이것들이 없어도 답은 같아요.
explain-left-out = 처음 { $explained }개 뒤에 있는 { $units } { $count }개는 그대로 두었어요.
explain-no-fillers = 여기서는 리뷰만 읽지만, 테스트에서는 리뷰 뒤에 채움 단어가 이어져요.
