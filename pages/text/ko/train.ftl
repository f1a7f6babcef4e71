# 학습 페이지: 실행에 드는 시간, 시작, 조작, 곡선과 수치, 실행 목록.

train-lead = 설정을 고르고 학습을 시작해서 신경망이 배우는 모습을 지켜보세요.
train-differences = 글과 다른 점과 그 이유
train-differences-data = **글은 { PARTICLE($post, "으로/로") } 학습해요.** 그래서 글의 정확도와 이 실행의 정확도는 비교할 수 없어요. *여기서는* { $data }, 학습 예제 { $train }개와 테스트 예제 { $test }개를 써요.
train-autograd = 글의 autograd 과정 따라가기

train-settings = 설정

## 시작하기 전

train-start = 학습 시작
train-not-post-data = 글은 { PARTICLE($post, "으로/로") } 학습하는데 이 실행은 { PARTICLE($data, "으로/로") } 학습해서 수치가 달라요. { PARTICLE($post, "은/는") } “{ train-settings }”에서 고를 수 있어요.
train-start-another = 다른 실행 시작
    .help = 지금 실행은 계속돼요. 다른 방문자의 첫 번째 실행이 내 두 번째 실행보다 먼저예요.
train-steps = 에폭 x 미니배치: { $epochs } x { $batches } = **{ $steps }스텝**.
train-expected = 이 서버에서 예상되는 시간: **{ $time }**.
train-measuring = 이 서버의 속도를 재는 중...
train-quicker = “{ $preset }” 프리셋은 { $time } 걸려요.
train-no-losses = 에폭 하나에 미니배치가 { $batches }개뿐이라, 콘솔에 손실이 출력되지 않아요.
train-full = 실행 { $runs }개가 모두 진행 중이에요. 하나를 중단하거나 지운 뒤에 새로 시작해 주세요.
train-next-to-go = 실행은 { $runs }개까지 보관하는데, 지금 꽉 찼어요. 새로 시작하면 끝난 실행 가운데 가장 오래된 { PARTICLE($name, "이/가") } 사라져요. 가중치를 남기고 싶으면 먼저 저장해 주세요.
train-saved-run = 저장한 실행 이어 하기
    .help = “{ $save }” 버튼으로 만든 파일이에요. 저장했던 곳에서 일시 정지한 채로 열려요. “재생”을 눌러 주세요.
train-no-run = “{ $start }” 버튼으로 실행을 시작해요. 곡선은 아래에 나타나요.

## 층별로 본 신경망

train-network = 레슨 { $lesson }의 신경망, 층별로 보기
train-network-layer = 층
train-network-shape = 들어오고 나가는 모양
train-network-parameters = 파라미터
train-network-input = 입력
train-network-known = 아는 { $units } { $count }개
train-network-none = 없음; { $before } = { $after }
train-network-count = **파라미터 { $count }개.**
train-network-counted-Conv2d = 합성곱의 가중치 수는 출력 x 입력 x 커널 x 커널이고, 편향은 출력마다 하나예요.
train-network-counted-Linear = 선형 층의 가중치 수는 출력 x 입력이고, 편향은 출력마다 하나예요.
train-network-counted-Embedding = 임베딩에는 아는 단어나 음절마다 숫자가 100개씩 있어요.
train-network-counted-LSTM = LSTM에는 크기가 100인 게이트가 네 개 있고, 게이트마다 입력과 자신의 지난 상태에 곱하는 가중치와 편향 두 벌이 있어요.
train-network-functions = 함수로 쓴 ReLU와 풀링은 층으로 나오지 않아요. 다음 층의 모양에서 무엇을 했는지 볼 수 있어요.

## 실행의 조작

train-play = 재생
train-pause = 일시 정지
train-stop = 중단
train-advance-step = 스텝
    .help = 미니배치 하나를 학습하고 일시 정지해요.
    .pause-first = 미니배치 하나를 학습해요. 먼저 일시 정지해 주세요.
train-advance-log_line = 출력 한 줄
    .help = 콘솔에 다음 줄이 출력될 때까지 학습하고 일시 정지해요.
    .pause-first = 콘솔에 다음 줄이 출력될 때까지 학습해요. 먼저 일시 정지해 주세요.
train-advance-epoch = 에폭
    .help = 에폭과 그 테스트가 끝날 때까지 학습하고 일시 정지해요.
    .pause-first = 에폭과 그 테스트가 끝날 때까지 학습해요. 먼저 일시 정지해 주세요.
train-rate = 학습률
train-rate-now = 이제부터의 학습률
    .help = 다음 미니배치부터 적용되고 곡선에 표시돼요. 범위: { $allowed }. 스케줄이 있으면 남은 스케줄도 같은 비율로 바뀌어요.
train-rate-outside = 학습률 { PARTICLE($rate, "은/는") } 범위를 벗어나서 아무것도 바꾸지 않았어요. { $allowed } 쓸 수 있어요.
train-save = 이 파일로 나중에 여기서나 다른 곳에서 실행을 이어 가면 똑같은 결과가 나와요. “{ train-settings }”의 “{ $form }”에 올려 주세요.

## 진행 상황

train-done = 미니배치 { $steps }개 중 { $step }개
train-speed = 초당 예제 { $rate }개
train-queued = 대기 중: { $queue }
train-training = 학습 중: { $left }
train-stopping = 중단하는 중: { $left }
train-paused = 에폭 { $epoch }에서 일시 정지했어요. 미니배치 { $steps }개 중 { $step }개를 마쳤어요.
train-finished = 완료: 미니배치 { $steps }개 중 { $step }개, { $time }
train-stopped = 미니배치 { $steps }개 중 { $step }개에서 중단했어요. 배운 것은 남아 있어요.

## 수치와 곡선

train-loss =
    .empty = 미니배치별 손실을 그릴 빈 차트예요.
    .none = 아직 처리한 미니배치가 없어요.
    .alt = 손실은 처음에 { $first }, 미니배치 { $steps }개 뒤에 { PARTICLE($last, "이에요/예요") }(이동 평균).
    .rate = 미니배치 { $step } 뒤에 학습률을 { PARTICLE($rate, "으로/로") } 바꿨어요.
train-loss-smoothed = 손실(이동 평균)
    .help = 마지막 미니배치 { $count }개의 평균이에요.
train-accuracy =
    .empty = 에폭별 정확도를 그릴 빈 차트예요.
    .none = 첫 에폭이 아직 끝나지 않았어요.
    .ended = 첫 에폭이 끝나기 전에 실행이 끝났어요.
    .alt = 에폭 { $epoch } 뒤에 학습 예제의 { $trained }%, { $part }의 { $right }%를 맞혔어요.
train-accuracy-training = 학습 정확도
train-accuracy-test = 테스트 정확도
train-accuracy-validation = 검증 정확도
train-accuracy-measured = { $part }로 잰 값이에요.
train-curves = 학습 곡선은 에폭을 도는 동안, 신경망이 바뀌는 가운데 잰 값이에요. { $part } 곡선은 에폭이 끝날 때 재요.
train-when-stopped = 중단했을 때 { $part }의 { $right }%를 맞혔어요.

train-guess-no = 무작위로 답하는 것보다 나을 게 없어요. 무작위로 답하면 { $share }%를 맞혀요.
train-guess-hardly = 무작위로 답하는 것보다 별로 낫지 않아요. 무작위로 답하면 { $share }%를 맞혀요.
train-guess-rate = 학습률이 너무 크거나 작을 수도 있고, 학습이 너무 짧았을 수도 있어요.
train-guess-exploded = 도중에 손실이 { $loss }까지 올랐어요. 학습률이 너무 커요.
train-guess-padding = 글에서처럼 채움 단어 뒤에서 읽어서, 신경망이 그때는 이미 리뷰를 잊었어요. “{ $preset }” 프리셋을 써 보세요.

train-best = **{ $part } 정확도가 가장 높은 에폭: { $epoch }**, { $right }를 맞혔어요.
train-best-tied = **{ $part } 정확도가 가장 높은 에폭: { $epoch }**, { $right }를 맞혔어요. 정확도가 같은 에폭 가운데 손실이 { PARTICLE($loss, "으로/로") } 가장 작아요.
train-best-in-use = 이 에폭의 가중치를 쓰고 있어요.
train-last-in-use = 마지막 가중치를 쓰고 있어요.
train-best-by-test = 테스트 세트로 골랐기 때문에, 그 정확도는 정말로 처음 보는 예제에서보다 조금 높아요.
train-use-last = 마지막 가중치 쓰기
train-use-best = 에폭 { $epoch }의 가중치 쓰기

train-evaluate = 틀린 예제 보기
train-try-drawings = 그림 그려 보기
train-try-pictures = 사진 보여 주기
train-try-text = 리뷰 써 보기

## 콘솔

train-console = **콘솔**
train-console-of = **콘솔**, { $format }
train-console-yet = 아직 출력된 것이 없어요.
train-console-nothing = 아무것도 출력되지 않았어요.
train-console-at-end = 글은 끝날 때까지 아무것도 출력하지 않아요.
train-true-mean = 글은 미니배치 { $batches }개의 평균 손실을 더해서 예제 { $examples }개로 나눠요. 그래서 { PARTICLE($printed, "은/는") } 평균 손실을 미니배치의 예제 수로 한 번 더 나눈 셈이에요. 미니배치 수로 나누면 { PARTICLE($right, "이에요/예요") }.

## 실행 목록

train-runs = 내 실행(최대 { $most }개 중 { $count }개)
train-runs-none = 아직 실행이 없어요
train-manage = { $name }: 이름 바꾸기, 저장, 지우기
train-name = 이름
train-delete = 이 실행 지우기
    .help = 가중치까지 함께 지워요. 다른 실행을 지우기 전까지는 되살릴 수 있어요.
train-deleted = { PARTICLE($name, "을/를") } 지웠어요.
train-bring-back = 되살리기
    .help = 다른 실행을 지우기 전까지, 자리가 있을 때 되살릴 수 있어요. 진행 중이던 실행은 이어서 진행돼요.
train-setting = { $label } { $value }
train-changed = { $more ->
    [0] { $preset }, { $changes }
   *[other] { $preset }, { $changes } 외 { $more }개
}
train-status-training = 학습 중
train-status-stopping = 중단하는 중

## 프로그램

train-code-of-run = { $run }의 프로그램이에요. 같은 줄을 출력하고 같은 가중치로 끝나요.
train-code-of-active-run = { $run }의 프로그램이고, 같은 줄을 출력해요. 실행이 끝나면 가중치도 비교해요.
train-code-of-form = 이 설정으로 만든 프로그램이에요. 양식에서 값을 바꾸면 여기서 그 줄이 바뀌고, 여기서 값을 바꾸면 양식이 바뀌어요.
train-code-here = 프로그램
train-code-difference = 글과 다른 점
train-code-post = 글의 프로그램
train-code-marks-program = 옆에 막대가 있는 줄은 글에 없거나 글과 달라요. 가리키거나 누르면 이유가 보여요.
train-code-marks-draft = 옆의 표시: “~”는 내가 바꾼 줄, “✓”는 양식에 값을 옮긴 줄, “·”는 여기서는 필요 없는 줄이에요. 가리키거나 누르면 이유가 보여요.
train-code-marks-paste = 옆의 표시: “✓”는 양식에 값을 옮긴 줄, “·”는 여기서는 필요 없는 줄이에요. 가리키거나 누르면 이유가 보여요.
train-code-marks-post = 물음표가 있는 줄은 앱이 글과 다르게 하는 곳이에요. 가리키거나 누르면 설명이 보여요.
train-code-paste = 붙여 넣기
train-code-paste-about = 신경망 클래스나 글에 있는 것과 같은 프로그램 전체를 붙여 넣으세요. 줄마다 읽어서 양식에 옮겨요. 코드를 그대로 실행하는 일은 없어요.
train-code-placeholder = 글에 있는 클래스나 프로그램 전체를 여기에 붙여 넣거나 입력하세요.
train-code-draft = 설정으로 만든 프로그램과 다른 줄이 있어도, 코드를 쓴 그대로 남겨 둬요. 읽은 내용은 양식에 들어 있어요.
train-code-discard = 설정으로 만든 프로그램 보기
train-code-unread-here = 프로그램 { $line }번째 줄에 오류가 있어요: { $problem } 코드에서 고치거나 그 아래에서 “{ train-code-discard }” 버튼을 누르세요.
train-code-unread-paste = “{ train-code-paste }”의 코드 { $line }번째 줄에 오류가 있어요: { $problem } 거기서 고치거나, “{ train-code-here }” 탭을 열어 그 프로그램을 학습하세요.
train-code-empty-here = 학습할 코드가 없어요. 코드를 쓰거나 그 아래에서 “{ train-code-discard }” 버튼을 누르세요.
train-code-empty-paste = “{ train-code-paste }”의 코드에 주석만 있어요. 프로그램이나 클래스를 붙여 넣거나, “{ train-code-here }” 탭을 열어 그 프로그램을 학습하세요.
train-code-other-here = 이 프로그램은 다른 레슨의 것이에요: { $lesson }. 그 레슨에 붙여 넣거나, 코드 아래에서 “{ train-code-discard }” 버튼을 누르세요.
train-code-other-paste = “{ train-code-paste }”의 코드는 다른 레슨의 것이에요: { $lesson }. 그 레슨을 열거나, “{ train-code-here }” 탭을 열어 그 프로그램을 학습하세요.
train-code-not-taken = “{ train-code-paste }”의 코드가 아니라 여기의 설정으로 학습해요. 코드를 읽은 뒤에 설정이 바뀌었어요. “{ $read }” 버튼을 누르면 다시 읽어요.
train-code-partly = 코드에 읽지 못했거나 잘못된 줄이 있어요. 학습은 여기의 설정대로 해요. 어느 줄인지는 코드 아래에 있어요.
train-code-repair = { $line }번째 줄 고치기: { $problem }
train-code-mend = 고치기
train-code-counts = 읽은 줄(✓) **{ $read }**개, 여기서는 필요 없는 줄(·) **{ $unneeded }**개, 이해하지 못한 줄 **{ $unknown }**개.
train-code-taken = 양식이 이 코드의 내용을 담고 있어요. “{ $start }” 버튼을 누르면 학습해요.
train-code-data-missing = 데이터셋만 달라요. 이 서버에 { PARTICLE($title, "이/가") } 없어서 { PARTICLE($instead, "을/를") } 써요. 내려받으려면 “{ $form }”에서 고르세요.
train-code-data-here = 데이터셋만 달라요. 양식에는 { PARTICLE($instead, "이/가") } 골라져 있어요. { PARTICLE($title, "으로/로") } 학습하려면 “{ $form }”에서 고르세요.
train-code-other-lesson = 이 프로그램은 다른 레슨의 것이에요: { $lesson }
train-code-open-lesson = 레슨 { $lesson } 열기
train-code-read = 여기서 읽기
train-changes = 바꿔 보기
train-changes-about = 누르면 코드에 있는 신경망 클래스가 바뀌어요. 바꾼 것과 바꾸지 않은 것을 모두 학습하고 비교해 보세요.
train-changes-try = 해 보기: { $change }
train-changes-missing-changed = 이제 “{ $start }” 버튼을 눌러 어떻게 되는지 보세요.
train-changes-missing-own = 비교할 수 있게 같은 설정으로 레슨의 신경망도 학습해 보세요.
train-changes-happened = 결과: { $changed }, 바꾸지 않았을 때 { $own }.
train-changes-surprise = { $kind ->
    [reversed] 예상과 반대로 나왔고 테스트 예제 { $examples }개에서 우연으로 보기 어려운 차이지만, 시드를 바꾸거나 { $steps }스텝보다 오래 학습하면 달라질 수 있어요.
   *[larger] 예상보다 차이가 크고 테스트 예제 { $examples }개에서 우연으로 보기 어렵지만, 시드를 바꾸거나 { $steps }스텝보다 오래 학습하면 달라질 수 있어요.
}
train-changes-compare = 둘을 비교하기
train-changes-back = 레슨의 신경망으로 돌아가기
train-compare = 비교하기: { $name }
train-overlay-on = { $name }의 곡선도 함께 보기
train-overlay-off = { $name }의 곡선 빼기
train-overlay-losses = 여러 실행의 손실(이동 평균), 마지막 값: { $runs }.
train-overlay-accuracies = 여러 실행의 정확도(따로 떼어 둔 예제), 마지막 값: { $runs }.

## 미니배치 하나를 한 줄씩

train-walk = 한 줄씩: 미니배치 하나의 모든 값
train-walk-about = 이 실행의 다음 미니배치를 한 줄씩 앞뒤로 오가며 봐요. 복사본으로 계산하는 동안 실행은 기다렸다가 똑같은 계산을 해요.
train-walk-pause-first = 실행이 진행 중이에요. 일시 정지하면 다음 미니배치를 한 줄씩 볼 수 있어요.
train-walk-begin = 다음 미니배치 한 줄씩 보기
train-walk-new = 한 줄씩 보는 실행 시작
    .help = 양식의 설정으로 시작해서 첫 미니배치 앞에서 멈춰 있어요.
train-walk-computing = 미니배치를 계산하는 중...
train-walk-testing = 에폭의 테스트가 먼저예요: 예제 { $of }개 중 { $done }개
train-walk-dropped = 실행이 더 진행됐거나 학습률이 바뀌었어요. 여기서 보던 미니배치는 이제 다음 차례가 아니에요.
train-walk-done = 실행이 이 미니배치를 직접 학습했어요.
train-walk-same = 실행이 이 미니배치를 직접 학습했고, 손실이 마지막 자리까지 같아요: { $loss }.
train-walk-where = 에폭 { $epoch }, 미니배치 { $of }개 중 { $batch }번째. **{ $lines }줄 중 { $place }번째 줄**.
train-walk-back = 뒤로
train-walk-next = 다음
train-walk-into = 안으로
train-walk-out = 밖으로
train-walk-finish-end = 실행도 이 미니배치 학습하기
train-walk-finish = 나머지 실행
    .help = 실행이 이 미니배치를 직접 학습하고 다시 일시 정지해요.
train-walk-loop = 미니배치를 도는 루프
train-walk-forward = 신경망의 forward

train-walk-images = **예제 { $count }개**를 가져왔어요. 숫자 { $shape }개의 평균은 { $mean }, 표준 편차는 { PARTICLE($std, "이에요/예요") }.
train-walk-texts = **텍스트 { $count }개**를 가져왔어요. 숫자 { $shape }개는 저마다 단어나 음절의 번호예요. 짧은 텍스트는 가장 긴 것에 맞춰 채웠어요.
train-walk-labels = 처음 { $count }개의 레이블: { $labels }.
train-walk-augmented = 이미지마다 따로 뽑은 난수로 모습을 바꿔요.
train-walk-hidden = 단어 { $words }개 중 { $hidden }개를 무작위로 가렸어요.
train-walk-cleared = 앞 미니배치의 기울기를 버려요. 그대로 두면 `backward()`가 거기에 더해요.
train-walk-cleared-nothing = 아직 기울기가 없어요. 실행을 시작하거나 연 뒤로 첫 미니배치예요.
train-walk-answered = 미니배치 전체에 대해 층마다 내놓은 값을 순서대로 보여 줘요.
train-walk-targets = 예제마다 자기 클래스는 1, 나머지는 모두 0이에요. 숫자 { $shape }개예요.
train-walk-loss = 예제 { $count }개의 평균: **{ $mean }**. 처음 { $shown }개를 하나씩 보면:
train-walk-backward = 손실이 파라미터마다 얼마나 크게 달라지는지, 기울기의 크기(노름)로 보여 줘요. 모두 합친 크기: **{ $total }**.
train-walk-clipped = 모든 기울기를 합친 크기가 { PARTICLE($before, "으로/로") } { $most }보다 커서, 그만큼으로 줄여요.
train-walk-not-clipped = 모든 기울기를 합친 크기가 { PARTICLE($before, "으로/로") } { PARTICLE($most, "을/를") } 넘지 않아서 그대로 둬요.
train-walk-moved = 학습률 **{ $rate }**. 파라미터마다 움직인 거리를 자신의 크기(노름)와 나란히 보여 줘요.
train-walk-scheduled = 다음 미니배치의 학습률: { $before } → **{ $after }**.
train-walk-added = { $before } + { $loss } = **{ $after }**

train-walk-none = 없음
train-walk-before = 전
train-walk-after = 후

train-walk-column-parameter = 파라미터
train-walk-column-images = 이미지
train-walk-column-layer = 층
train-walk-column-shape = 모양
train-walk-column-mean = 평균
train-walk-column-std = 표준 편차
train-walk-column-before = 앞의 기울기
train-walk-column-after = 뒤의 기울기
train-walk-column-label = 레이블
train-walk-column-guess = 답
train-walk-column-probability = 레이블의 확률
train-walk-column-output = 레이블의 출력
train-walk-column-loss = 손실
train-walk-column-length = 크기
train-walk-column-change = 움직인 거리
train-walk-column-share = 비율
train-living-form = 이제 학습할 **신경망**과 처음 가중치예요. 블록을 누르면 더 자세히 보여요.
train-living-begins = 첫 미니배치를 학습하기 전의 **신경망**이에요. 블록을 누르면 더 자세히 보여요.
train-living-run = 미니배치 { $step }개를 학습한 **신경망**이에요. 블록을 누르면 더 자세히 보여요.
train-living-example = { $part }의 { $index }번 예제: “{ $truth }”.
train-living-before = 이전 예제
train-living-after = 다음 예제
train-living-mistake = 틀린 예제
    .help = 신경망이 틀리게 답하는 다음 테스트 예제
train-living-no-mistake = 이 예제들에는 신경망이 모두 맞게 답해요.
train-living-block = 신경망의 블록
train-living-update = 마지막 업데이트의 크기는 가중치의 **{ $share }배**예요.
    .help = 마지막 미니배치가 이 블록의 가중치와 편향을 바꾼 양의 크기(유클리드 노름)를 가중치와 편향의 크기로 나눈 값이에요. 보통 0.001쯤이에요. 훨씬 크면 학습률이 너무 큰 것일 수 있고, 훨씬 작으면 너무 작은 것일 수 있어요 (스탠퍼드 CS231n, “Ratio of weights:updates”).
