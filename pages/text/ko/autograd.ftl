# 자동 미분 페이지: 실험실의 여덟 장.

autograd-lead = 신경망이 배울 때 무슨 일이 일어날까요? 레슨 004의 코드를 한 줄씩 직접 실행해 봐요.
autograd-chapter = 장
autograd-chapter-walk = 한 단계씩
autograd-chapter-graph = 계산 그래프
autograd-chapter-gradients = 쌓이는 기울기
autograd-chapter-update = 가중치 갱신
autograd-chapter-check = 기울기가 맞을까요?
autograd-chapter-loop = 학습 루프
autograd-chapter-layers = 모든 층
autograd-chapter-race = 옵티마이저 경주
autograd-next = 다음 장: { $title }
autograd-gradients = `zero_grad()`는 무엇을 하고, 왜 필요할까요? 먼저 예상해 보세요. 그러면 코드를 별도의 신경망에서 실행해요.
autograd-diverged = 갱신이 너무 커서, 실험실의 가중치가 더는 유한한 수가 아니에요. 1장에서 되돌리거나 실험실을 초기화해 주세요.
autograd-seed = 시드
    .help = 시드가 같으면 어느 화면에서나 같은 숫자가 나와요. 시드를 바꾸면 실험실을 처음부터 시작하고, “되돌리기”를 누르면 이전 실험실로 돌아가요.
autograd-undo = 되돌리기
autograd-reset = 초기화
autograd-code = 코드
autograd-code-about = 시드부터 여기까지 실행한 모든 줄이에요. 가져가면 PyTorch가 설치된 곳 어디서나 같은 숫자를 출력해요.
autograd-code-lines = 이 장의 줄

## 여러 장에서 쓰는 말

autograd-rate = 학습률
autograd-guess-first = 먼저 예상해 보세요
autograd-guess-right = 예상이 맞았어요: { $guess }.
autograd-guess-wrong = 예상: { $guess }. 실제: { $right }.
autograd-weight-parameter = 파라미터
autograd-weight-index = 인덱스 { $axis }(크기 { $size })

## 1장: 한 단계씩

autograd-walk-step = 단계
autograd-walk-step-of = 단계(글은 몇 단계를 되풀이해 모두 { $all }번: { $place }번 완료)
autograd-walk-guess = 먼저 예상해 보세요: { $question }
autograd-walk-run = “{ $step }” 실행
autograd-walk-next = 다음: **{ $step }** · { $place } / { $all }
autograd-walk-what = 설명
autograd-walk-ran = 실행한 단계
autograd-walk-explained = 단계 설명
autograd-walk-answer = 설명과 답
autograd-walk-empty = 단계마다 글의 코드 몇 줄을 실행해요. 그 코드와 출력이 여기에 나와요. “신경망”부터 시작해 보세요.
autograd-walk-refused = PyTorch가 이 단계를 거부하고 이유를 알려 줬어요. 잃은 것은 없어요. 되돌리거나, “순전파”와 “손실”을 다시 실행해서 계산 그래프를 새로 만드세요.
autograd-walk-stale = `out`은 아직 예전 입력이나 가중치에서 나온 것이에요. “순전파”를 실행하면 새 출력이 나와요.

autograd-guess-parameters = 층 다섯 개의 파라미터는 텐서 몇 개에 들어 있을까요?
autograd-guess-forward = 숫자가 몇 개 나올까요?
autograd-guess-zero_grad = 실행한 뒤 conv1.bias.grad는 무엇이 될까요?
autograd-guess-loss = 출력은 열 개예요. 손실은 숫자 몇 개일까요?
autograd-guess-backward = 마지막 줄은 첫 줄과 다른 것을 출력할까요?
autograd-guess-update = 같은 입력의 손실이 작아질까요?
autograd-answer-yes = 네
autograd-answer-no = 아니요
autograd-answer-refused = PyTorch가 거부해요

autograd-options-zeros = set_to_none=False(글을 쓸 때처럼 0으로 채우기)
autograd-options-criterion = 손실 함수
autograd-options-label = 맞는 클래스
autograd-options-way = 방법
autograd-options-by-hand = 직접
autograd-options-input = 입력
autograd-options-input-random = 글처럼 무작위 숫자
autograd-options-input-drawing = 내가 그린 숫자
autograd-options-input-test = 테스트 숫자 이미지
autograd-options-draw-first = 먼저 숫자를 그려 주세요.
autograd-options-digit = 번호(모두 { $count }장)
    .alt = 테스트 숫자 이미지

autograd-pictures-network = `print(net)`은 모듈을 나열해요. ReLU, 풀링, 펼치기는 함수라서 나오지 않아요.
autograd-pictures-input = 파랑: 0보다 큼, 주황: 0보다 작음.
    .alt = 입력
autograd-pictures-output = 출력
autograd-pictures-parameter = 파라미터
autograd-pictures-size = 크기
autograd-pictures-numbers = 숫자 개수
autograd-pictures-all = 전체
autograd-pictures-gradients = 기울기 크기의 평균
autograd-pictures-cross-entropy = 소프트맥스가 클래스 { $label }에 주는 확률은 { PARTICLE($share, "이에요/예요") }. 손실은 여기에 로그를 취하고 부호를 바꾼 값이에요: -ln { $share } = **{ $loss }**.
autograd-pictures-mean-squares = 차이 열 개를 제곱해서 더하면 { $sum }, 10으로 나누면 **{ $loss }**.
autograd-pictures-updated = 같은 입력의 손실: 갱신 전 { $before }, 지금 **{ $now }**.

## 2장: 계산 그래프

autograd-graph-about = 입력이 순전파되는 동안 autograd는 연산들을 계산 그래프로 이어요. 역전파는 이 그래프를 손실에서 파라미터까지 거슬러 가요. 여기 보이는 것은 실험실의 신경망과 손실이 만든 진짜 그래프예요.
autograd-graph-walked = 역전파한 뒤
    .help = 역전파는 노드가 저장해 둔 값을 해제해요.
autograd-graph-node = 노드
autograd-graph-nodes = 노드 { $nodes }개. 동그라미는 함수, 네모는 파라미터예요. 이름에서 “Backward0”은 뺐어요. 하나를 눌러 보세요.
    .alt = 손실에서 파라미터 열 개까지, 노드 { $nodes }개로 이루어진 계산 그래프. 고른 노드: { $chosen }.
autograd-graph-parameter = 파라미터는 `{ $name }`, 크기는 { PARTICLE($size, "이에요/예요") }.
autograd-graph-freed = 역전파를 위해 저장한 값: 이제 없음. 역전파가 지나가면서 해제했어요.
autograd-graph-saved = 역전파를 위해 저장한 값: { $tensors }.
autograd-graph-leads-to = 이어지는 곳
autograd-graph-leads-nowhere = None: 기울기가 필요 없음
autograd-graph-prints = 글에서 출력하는 세 가지
autograd-graph-prints-bias = 글은 세 번째를 ReLU라고 하지만, 사실은 편향이에요. { $node }의 next_functions는 { $ways }의 차례이므로, ReLU는 next_functions[1][0]이에요. 글을 쓸 때는 이름이 0으로 끝나지 않았어요. 0x 뒤의 숫자는 객체가 놓인 메모리 주소이고, 실험실이 코드를 실행할 때마다 바뀌어요.
autograd-graph-prints-others = 글에서 출력하는 세 가지와 달라요. CrossEntropyLoss가 손실과 마지막 선형 층 사이에 NllLoss와 LogSoftmax라는 노드 두 개를 두기 때문이에요. 글과 같은 것을 보려면 MSELoss를 고르세요.

autograd-node-MseLoss = 출력과 정답의 차이를 제곱해서 평균을 내요. 각 출력의 기울기는 2 x (출력 - 정답) / 10이에요.
autograd-node-NllLoss = 맞는 클래스의 확률에 로그를 취하고 부호를 바꿔요. CrossEntropyLoss의 뒤쪽 절반이에요.
autograd-node-LogSoftmax = 출력을 확률의 로그로 바꿔요. CrossEntropyLoss의 앞쪽 절반이에요.
autograd-node-Addmm = 완전 연결 층이에요: 편향 + 입력 x 가중치. 기울기는 편향, 입력, 가중치의 세 갈래로 가는데, 뒤의 두 갈래에는 저장해 둔 값이 필요해요.
autograd-node-T = 층의 가중치에서 행과 열을 바꿔요(`weight.t()`). 기울기는 원래대로 되돌려요.
autograd-node-Relu = max(0, x)예요. x가 0보다 컸던 곳에서는 기울기가 지나가고, 나머지에서는 0이 돼요.
autograd-node-View = 6 x 6 맵 16장을 숫자 576개의 한 줄로 늘어놓았어요(`x.view(...)`). 기울기는 원래 모양으로 돌아가요.
autograd-node-MaxPool2DWithIndices = 2 x 2마다 가장 큰 수를 골라요. 기울기는 저장해 둔 자리, 곧 가장 큰 수에만 가요.
autograd-node-Convolution = 커널이 입력 위를 훑고 지나가요. 기울기는 입력, 가중치, 편향으로 가요. 첫 층에서는 이미지의 기울기가 필요 없어서 입력으로 가지 않아요.
autograd-node-AccumulateGrad = 길의 끝, 잎이에요. 도착한 기울기를 파라미터의 `.grad`에 **더해요**.
autograd-node-other = 순전파의 연산 하나예요.

## 3장과 4장: 질문

autograd-questions-score = **{ $all }개 중 { $answered }개에 답했고, { $right }개를 맞혔어요.**
autograd-questions-again = 다시 예상하기
autograd-questions-lines = 실행할 코드
autograd-questions-right = 맞았어요: { $guess }.

## 4장: 가중치 갱신

autograd-update-rule = **가중치 = 가중치 - 학습률 x 기울기**. 학습은 이것이 전부예요. 신경망의 숫자 하나를 골라서 확인해 보세요.
autograd-update-by-hand = 직접 하기
autograd-update-by-optimizer = optim.SGD로 하기
autograd-update-equal = 가중치 81,194개 전체에서 둘의 가장 큰 차이: **{ $difference }**. 비트 하나까지 같아요.
autograd-update-rounded = 가중치 81,194개 전체에서 둘의 가장 큰 차이: **{ $difference }**. 반올림 때문이에요. 한쪽은 곱해서 반올림한 다음 빼지만, 다른 쪽은 둘을 연산 하나로 하면서 반올림을 한 번만 할 수 있어요.
autograd-update-five = 같은 기울기, 다섯 옵티마이저
autograd-update-moves = 이 학습률로 { $steps }스텝 동안 움직인 거리예요. 스텝마다 기울기는 { PARTICLE($gradient, "으로/로") } 같고, 괄호 안은 옵티마이저가 기억하는 값이에요.
autograd-update-optimizer = 옵티마이저
autograd-update-step = 스텝 { $number }
autograd-update-after = 스텝 { $steps } 뒤의 가중치
autograd-update-formula-SGD = 가중치 - 학습률 x 기울기. 아무것도 기억하지 않아요.
autograd-update-formula-Momentum = v = 0.9 v + 기울기; 가중치 - 학습률 x v. 기울기의 방향이 같은 동안에는 스텝이 열 배까지 길어져요.
autograd-update-formula-Nesterov = v는 Momentum과 같아요; 가중치 - 학습률 x (기울기 + 0.9 v). 한 스텝 앞을 내다봐요.
autograd-update-formula-Adam = m = 0.9 m + 0.1 기울기, s = 0.999 s + 0.001 기울기²; 가중치 - 학습률 x m' / (√s' + 1e-8). n스텝 뒤의 m'과 s'은 m / (1 - 0.9ⁿ)과 s / (1 - 0.999ⁿ)이에요.
autograd-update-formula-RMSprop = s = 0.99 s + 0.01 기울기²; 가중치 - 학습률 x 기울기 / (√s + 1e-8). s가 0에서 시작하므로 첫 스텝은 학습률의 열 배예요.

## 5장: 기울기가 맞을까요?

autograd-check-about = 기울기의 뜻은 이래요. **이 가중치가 조금 커지면, 손실은 커진 만큼에 기울기를 곱한 만큼 커져요.** 가중치를 움직여서 정말 그런지 확인해 보세요. 모든 계산은 유효 숫자가 7자리가 아니라 16자리인 배정밀도로 해요.
autograd-check-step = 가중치를 움직이는 거리
    .help = 너무 멀면 손실 곡선이 휘거나, ReLU나 최댓값이 바뀌어요. 너무 가까우면 유효 숫자가 모자라요.
autograd-check-found = `{ $weight }`의 기울기: autograd로는 **{ $autograd }**, h = { $step }인 (손실(w + h) - 손실(w - h)) / 2h로는 **{ $difference }**.
autograd-check-zero = 둘 다 0이에요. 앞이나 뒤의 ReLU가 0을 내놓아서, 이 입력에서는 이 가중치가 아무 영향도 주지 않아요.
autograd-check-right = 상대 오차는 { PARTICLE($apart, "이에요/예요") }. 기울기가 맞아요.
autograd-check-too-long = 상대 오차는 { PARTICLE($apart, "이에요/예요") }. 너무 멀리 움직여서 곡선이 꺾이는 곳을 만났어요(ReLU가 0이 되는 곳처럼요). 거리를 줄여 보세요.
autograd-check-too-short = 상대 오차는 { PARTICLE($apart, "이에요/예요") }. 너무 조금 움직여서 두 손실이 마지막 몇 자리에서만 달라요. 거리를 늘려 보세요.

## 6장: 학습 루프

autograd-loop-about = 여기서는 내장 숫자 이미지 { $batch }장을 CrossEntropyLoss로 외워요. 단계를 차례로 눌러 보세요. 하나를 빼면 어떻게 되는지도 확인해 보세요.
autograd-loop-lines = 루프
autograd-loop-values = 실행한 줄의 출력
autograd-loop-round = 한 바퀴
autograd-loop-rounds = { $rounds }바퀴
autograd-loop-restart = 처음부터 다시
autograd-loop-loss = 지금 가중치로 계산한 배치의 손실: **{ $loss }**.
autograd-loop-before = 마지막 갱신 전의 손실: { $loss }.
autograd-loop-sum = 지금 기울기는 **역전파 { $backwards }번의 합**이에요. 그동안 기울기를 비우지 않았어요. 갱신할 때마다 앞선 갱신을 모두 되풀이하므로, 한 바퀴 돌 때마다 학습률이 커지는 셈이에요. 처음에는 더 빨라 보이기까지 하지만, 계속하면 손실이 튀어 올라요.
autograd-loop-empty = 마지막에 실행한 코드와 출력이 여기에 나와요.
autograd-loop-latest = **{ $step }**, 지금까지 갱신 { $updates }번. { $left }단계를 더 실행할 수 있어요.
autograd-loop-which-rate = 어떤 학습률이 좋을까요?
autograd-loop-training = 학습률 { $rates }개로 학습하는 중...
autograd-loop-slider = 살펴볼 학습률
autograd-loop-diverges = **{ $rate }**: 발산해요. { $updates }번 갱신하면 손실이 더는 유한한 수가 아니에요.
autograd-loop-jumps = **{ $rate }**: 튀어 올라요. 손실이 { $start }에서 { $highest }까지 올랐다가 { $end }에서 끝나요.
autograd-loop-hardly = **{ $rate }**: 거의 학습되지 않아요. { $updates }번 갱신하는 동안 손실이 { $start }에서 { PARTICLE($end, "으로/로") } 바뀌어요.
autograd-loop-learns = **{ $rate }**: 학습이 돼요. { $updates }번 갱신하는 동안 손실이 { $start }에서 { PARTICLE($end, "으로/로") } 줄어요.
autograd-loop-others = 옅은 선은 다른 학습률이에요.

## 7장: 모든 층

autograd-layers-about = 32 x 32 이미지는 30 x 30이 되고(가장자리에는 3 x 3 커널을 놓을 자리가 없어요), 풀링을 거치면 절반인 15 x 15가 돼요. 그다음은 13 x 13, 6 x 6이에요. 6 x 6 맵 16장은 숫자 576개가 되어 완전 연결 층 셋을 지나가요.
autograd-layers-layer = 층
autograd-layers-input = 입력
autograd-layers-after-relu = { $layer }, ReLU를 거친 뒤
autograd-layers-colours = 파랑: 0보다 큼, 주황: 0보다 작음, 하양: 0. 그림마다 눈금이 달라요.
autograd-layers-activations = 활성값, { $size }
    .gradient = 활성값에 대한 손실의 기울기
autograd-layers-filters = 필터, { $size }
    .gradient = 필터에 대한 손실의 기울기
autograd-layers-weights = 가중치, { $size }
    .gradient = 가중치에 대한 손실의 기울기
autograd-layers-range = { $least }에서 { $most }까지
autograd-layers-before-relu = ReLU를 거치기 전의 합이라서 음수도 있어요. ReLU가 0을 내놓는 곳에서는 기울기도 0이에요.
autograd-layers-functions = 함수에는 가중치가 없어요. 풀링은 넷 중 가장 큰 수에만 기울기를 보내고, 나머지에는 0을 보내요.

## 8장: 옵티마이저 경주

autograd-race-about = 옵티마이저 다섯 개가 같은 가중치에서 출발해 같은 미니배치를 같은 순서로 봐요. 기울기를 스텝으로 바꾸는 방법만 달라요.
autograd-race-steps = 미니배치 수
autograd-race-seeds = 시드 수
    .help = 경주를 몇 번 할지 정해요. 매번 초기 가중치와 순서가 달라요. 한 번 이긴 것은 운일 수도 있어요.
autograd-race-rates-each = 저마다 알맞은 값
autograd-race-rates-same = 모두 같은 값
autograd-race-rate = 모두의 학습률
autograd-race-racers = { $racers }. Momentum과 Nesterov의 모멘텀은 { PARTICLE($momentum, "이에요/예요") }.
autograd-race-start = 경주 시작
autograd-race-stop = 중단
autograd-race-empty = 다섯 옵티마이저의 곡선이 여기에 나와요.
autograd-race-chart = 마지막 미니배치 { $window }개의 손실: { $losses }
autograd-race-terms = 레슨 { $lesson }, { $dataset }, { $count ->
        [1] 시드 { $seeds }
       *[other] 시드 { $count }개({ $seeds })
    }, 배치 크기 { $batch }. 곡선은 학습에 쓴 미니배치 { $window }개의 평균이고, 낮을수록 좋아요. 클래스 { $classes }개 중에서 무작위로 답하는 신경망의 손실은 { PARTICLE($loss, "이에요/예요") }.
autograd-race-out = **{ $racer }** 탈락. { $why }
autograd-race-ready = 곧 시작해요
autograd-race-progress = 미니배치 { $done } / { $total }
autograd-race-progress-seeds = 미니배치 { $done } / { $total }, 시드 { $seeds }개
autograd-race-optimizer = 옵티마이저
autograd-race-loss = 마지막 미니배치 { $window }개의 손실
autograd-race-loss-seeds = 마지막 미니배치 { $window }개의 손실, 시드에 대한 평균 ± 표준 편차
autograd-race-is-out = 탈락
autograd-race-code = 이 설정으로 하는 경주의 프로그램이에요. CPU에서는 여기 경주와 같은 손실이 나오고, 표를 출력해요. 옆에 막대가 있는 줄은 레슨의 글에 없거나 글과 달라요. 가리키거나 누르면 이유가 보여요.

## 차트

autograd-charts-loss = 손실
autograd-charts-loss-batch = 배치의 손실
autograd-charts-updates = 갱신 횟수
autograd-charts-mini-batch = 미니배치
autograd-charts-weight = 가중치
autograd-charts-curve = 손실
autograd-charts-tangent = 접선: autograd의 기울기
autograd-charts-the-weight = 지금 가중치
autograd-charts-rate = 학습률 { $rate }
