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
    .plain = 파란색이 진한 픽셀일수록, 조금만 밝아지거나 어두워져도 점수가 크게 바뀌어요.
    .legend =
        :blue[■] 영향이 큼\
        회색: 영향이 거의 없음
    .about = 어떤 값이 조금 바뀔 때 다른 값이 얼마나 바뀌는지를 기울기라고 해요. 여기서는 픽셀마다 점수의 기울기예요(Simonyan 외, 2014). 이런 결과에는 잡음이 많으니, 픽셀 하나하나보다 모여 있는 곳을 보세요.
explain-method-integrated-gradients = 적분 기울기
    .plain = 검은 이미지가 조금씩 이 이미지로 바뀔 때, 어느 픽셀이 점수를 올리고 어느 픽셀이 내렸을까요?
    .legend =
        :blue[■] 점수를 올림\
        :orange[■] 점수를 내림
    .about = 기울기는 픽셀이 조금 바뀔 때 점수가 얼마나 바뀌는지예요. 검은 이미지에서 이 이미지까지 조금씩 가면서 기울기를 모두 더해요(Sundararajan 외, 2017).
explain-method-Grad-CAM = Grad-CAM
    .plain = 파란 곳에서 이 클래스라고 볼 만한 것을 찾았어요.
    .legend =
        :blue[■] 점수를 올림\
        회색: 올리지 않음
    .about = 이미지에서 무늬를 찾는 층인 합성곱 층 가운데 마지막 층이 찾은 곳이에요(Selvaraju 외, 2017). 그 층은 이미지를 몇 칸으로만 나누어서 위치도 대강만 보여요.
explain-method-occlusion = 가리기(occlusion)
    .plain = 검은 정사각형으로 한 곳씩 가리면 점수가 어떻게 바뀔까요?
    .legend =
        :blue[■] 점수를 올림\
        :orange[■] 점수를 내림
    .about = 파란 곳을 가리면 점수가 내려가고, 주황 곳을 가리면 올라가요. 정사각형의 너비가 이미지의 4분의 1이라서 위치는 대강만 보여요(Zeiler와 Fergus, 2014).
explain-score-of = 점수를 볼 클래스
    .help = 신경망은 클래스마다 숫자를 하나씩 계산해요. 이것이 점수예요. 점수가 가장 높은 클래스가 답이 돼요.
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

explain-colours = :blue[■] 0보다 큼 · :orange[■] 0보다 작음 · 하양: 0
    .help = 색이 진할수록 숫자가 0에서 멀어요. ReLU를 지나면 0보다 작은 숫자가 모두 0이 되어서 주황이 없어요.
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
    .help = 합성곱은 작은 창을 입력 위로 옮겨 가요. 창 안의 숫자(입력 조각)에 필터의 숫자(커널)를 곱해 모두 더하고, 정해진 숫자인 편향을 더하면 맵의 숫자 하나가 나와요.
explain-no-number = 이 신경망에는 합성곱도, 숫자 한 줄을 받는 선형 층도 없어서 여기에 보여 줄 계산이 없어요.
explain-no-words = 어떤 단어가 답을 움직였는지는 단어 벡터 표(nn.Embedding)가 하나인 신경망에서만 계산할 수 있어요.
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
