# 써 보기: 그리고 쓰고 그림을 보여 주는 곳, 신경망의 답, 그 답을 얼마나 믿을 수 있는지. 방문자의 글은 ‘리뷰’라고 해요(‘글’은 블로그 글).

playground-lead = 신경망에 처음 보는 것을 보여 주고, 왜 그렇게 답하는지 알아보세요.

## 답

playground-says = 신경망의 답
playground-sure = 확신도 { $share }%
playground-next = 다음 후보: { $name }({ $share }%). { $time } ms 만에 답했어요.
playground-no-answer = 답 없음
playground-not-finite = 신경망 안의 숫자가 계산할 수 없을 만큼 커졌어요. 학습률을 낮춰 다시 학습하거나 다른 신경망을 고르세요.
playground-sees = 신경망이 보는 이미지
playground-sees-size = 신경망이 보는 이미지: { $size }
playground-sees-strokes = 신경망이 보는 이미지: { $size }, { $count }획
playground-at-edge = 이미지 가장자리에 닿았지만 잘린 곳은 없어요.
    .help = 손글씨 숫자 모음인 MNIST처럼, 획의 무게 중심이 이미지 한가운데에 오도록 그림을 옮겨요. 7은 위쪽에 획이 많아서 아래 끝이 가장자리에 닿아요.
playground-truth = 정답: **{ $name }**
playground-probabilities = 확률: { $list }
playground-column-network = 신경망
playground-column-says = 답
playground-column-sure = 확신도
playground-column-next = 다음 후보
playground-agree = 답이 모두 같아요.
playground-disagree = 답이 서로 달라요: { $names }.

## 얼마나 믿을 수 있는지

playground-strange = 처음 보는 종류
playground-is-sure = 확실
playground-unsure = 불확실
playground-unknown-trust = 이 답을 얼마나 믿을 수 있는지 알 수 없어요. { $why }
playground-goes-on = 아직 학습하고 있어요.
playground-no-examples = 학습에 쓴 예제가 여기에 없어요.
playground-being-looked-at = 테스트 예제를 살펴보고 있으니 잠시만 기다려 주세요.
playground-looking = 예제 살펴보기
playground-few-pixels = 8 x 8 픽셀 이미지 1,437장으로만 학습해서 모든 사람의 손글씨를 알아보기에는 부족해요. 손글씨 숫자 60,000장이 있는 MNIST로 학습하거나, 손으로 그린 숫자로 미리 학습된 신경망을 고르세요.
playground-right = 100개 중 약 { $of }개
playground-right-most = 100개 중 99개 이상
playground-strange-bright = 테스트 예제 어느 것보다도 밝아요. 그린 것이라면 획이 더 많이 칠해졌다는 뜻이에요. 신경망은 무엇을 보든 정해진 답 가운데 하나를 내놓으니, 이 답은 믿지 마세요.
playground-strange-none = 학습한 예제와 이만큼 다른 테스트 예제는 하나도 없어요. 신경망은 무엇을 보든 정해진 답 가운데 하나를 내놓으니, 이 답은 믿지 마세요.
playground-strange-smooth = 흐릿한 이미지로 학습해서, 선명한 그림은 모두 그것과 달라요. 답이 맞을 수도 있지만 틀릴 때도 많아요.
playground-strange-few = 학습한 예제와 이만큼 다른 테스트 예제는 100개 중 { $of }개뿐이에요. 신경망은 무엇을 보든 정해진 답 가운데 하나를 내놓으니, 이 답은 믿지 마세요.
playground-picture-unsure = 이렇게 답할 때 테스트 예제 { PARTICLE($right, "을/를") } 맞혀요.
playground-picture-sure = 이렇게 답할 때 테스트 예제 { PARTICLE($right, "을/를") } 맞히고, 이 이미지는 학습한 예제와 비슷해요.
playground-unknown-share = { $units } 중 { $share }%를 몰라요.
playground-strange-text-none = 테스트 리뷰 가운데 모르는 것이 이렇게 많은 것은 하나도 없으니, 이 답은 믿지 마세요.
playground-strange-text-few = 테스트 리뷰 가운데 모르는 것이 이렇게 많은 것은 100개 중 { $of }개뿐이니, 이 답은 믿지 마세요.
playground-text-right = 이렇게 답할 때 테스트 리뷰 { PARTICLE($right, "을/를") } 맞혀요.
playground-short = 그중 이렇게 짧은 리뷰는 거의 없었으니 대강으로만 여기세요.

## 그리기

playground-draw-one-of = { $classes } 중 하나를 그려 보세요.
playground-one-of = { $classes } 중 하나
playground-after-stroke = 첫 획을 그으면 여기에 답이 나와요.
playground-steps-off = 준비 단계 일부를 껐어요. 신경망은 이런 숫자 이미지를 본 적이 없어요.
playground-see-why = 이유 보기
playground-best-says = 앱에 들어 있는 신경망의 답: **{ $name }** ({ $share }%).
playground-tool = 도구
playground-tool-pen = 펜
playground-tool-eraser = 지우개
playground-pen-width = 펜 굵기(픽셀)
playground-preparation = 그림을 준비하는 방법
playground-step-crop = 그린 부분만 잘라 내기
    .help = 끄면 그림판 전체를 써요.
playground-step-scale = 20픽셀로 크기 맞추기
    .help = 끄면 그림판과 함께 10분의 1로 줄어들어요.
playground-step-centre = 무게 중심을 가운데로 옮기기
    .help = 끄면 그린 자리에 그대로 있어요.
playground-step-normalise = 픽셀 정규화하기
    .help = 정규화하면 픽셀의 숫자가 학습할 때처럼 0 둘레에 모여요. 끄면 0(검정)에서 1(하양) 사이의 숫자가 들어가요.
playground-try-steps = 신경망은 이렇게 준비된 숫자만 보았어요. 구석에 작게 그리고 앞의 세 단계를 꺼 보세요.
playground-stage-drawn = 그린 것, { $size }
playground-stage-cropped = 잘라 낸 것, { $size }
playground-stage-scaled = 크기를 맞춘 것, { $size }
playground-stage-placed = 자리를 잡은 것, { $size }
playground-stage-seen = 신경망의 입력, { $size }, 숫자 { $low }~{ $high }
playground-stage-alt = 그림: { $stage }
playground-that-was = 무엇을 그렸나요?
    .placeholder = 그린 것
playground-add = 내 데이터에 추가
playground-see-data = 내 데이터 보기
playground-not-added = 추가하지 못했어요. { $problem }
playground-drawing-added = 그림 추가
playground-added = “{ $label }”에 추가했어요. 이 클래스에 { $count }개, 모두 { $all }개예요. { $then }
playground-can-learn = 레슨 001에서 학습할 수 있어요.

## 이미지

playground-knows = { $classes }만 알아서, 무엇을 보든 이 중 하나라고 답해요.
playground-picture-from = 이미지를 가져올 곳
playground-way-file = 파일
playground-way-camera = 카메라
playground-way-test = 테스트 이미지
playground-after-picture = 이미지가 있으면 여기에 답이 나와요.
playground-photograph = 사진 찍기
playground-picture = 이미지 파일
playground-unusable = 이 이미지는 쓸 수 없어요: { $problem }.
playground-square = 정사각형의 크기(%)
    .help = 짧은 변을 기준으로 해요.
playground-across = 왼쪽에서 오른쪽으로(%)
playground-down = 위에서 아래로(%)
playground-framed = 신경망은 테두리 안을 봐요.
    .alt = 테두리를 두른 이미지
playground-no-test-images = 테스트 이미지가 여기에 없어요. 데이터 페이지에서 내려받을 수 있어요.
playground-open-data = 데이터 페이지 열기
playground-test-number = 번호(모두 { $count }장)
playground-test-image = 확대한 테스트 이미지

## 쓰기

playground-review = 영화 리뷰
playground-after-words = 리뷰를 쓰면 여기에 답이 나와요.
playground-all-unknown = 아는 { PARTICLE($units, "이/가") } 하나도 없어요. 신경망에게는 모두 똑같은 것이라서 답할 근거가 없어요.
playground-no-words = 리뷰에 단어가 없어서 답할 근거가 없어요.
playground-unknown = { $units } { $count }개 중 { $unknown }개를 몰라서 `<unk>`로 읽어요: { $names }
playground-reads-last = 마지막 { $units } { $count }개만 읽어요. 그 앞은 학습할 때처럼 빼요.
playground-reads-first = 처음 { $units } { $count }개만 읽어요. 그 뒤는 빼요.
playground-tab-along = { $unit }별 확률
playground-tab-change = { $unit } 바꿔 보기
playground-tab-fillers = 채움 단어
playground-probability = { $name }일 확률
playground-probability-axis = { $name }일 확률(%)
playground-after-word = “{ $word }”까지: { $share }
playground-along-alt = 단어마다 { $name }일 확률, 마지막에는 { $share }%
playground-points = { $change }%p
playground-jump = { $word }({ $change }%p)
playground-no-jumps = 없음
playground-along = 리뷰가 이 { $unit }에서 끝난다면 신경망이 내놓을 답이에요. 아는 { $units } 가운데 답이 가장 크게 바뀐 곳: { $jumps }. 첫 { $unit } 앞에서는 { $share }%예요.
playground-instead = 대신 쓸 말(비우면 빠져요)
playground-nothing-left = 리뷰에 아는 { PARTICLE($unit, "이/가") } 하나도 남지 않아서 답할 수 없어요.
playground-changed = 바꾸기 전: { $share }%. 바꾼 리뷰: { $text }
playground-keep = 바꾼 대로 두기
playground-fillers = 리뷰 뒤에 붙일 채움 단어 수
playground-read-padded = 글 그대로 채움 단어 { $count }개 뒤에서 읽음: { $name }
playground-read-repaired =
    { $way ->
        [largest] 고친 방법(가장 큰 값을 읽음): { $name }
       *[end] 고친 방법(리뷰 끝에서 읽음): { $name }
    }
playground-curve-padded = 채움 단어 뒤에서 읽음(글 그대로)
playground-curve-repaired =
    { $way ->
        [largest] 가장 큰 값을 읽음(고친 방법)
       *[end] 리뷰 끝에서 읽음(고친 방법)
    }
playground-filler-axis = 채움 단어 수
playground-padding-alt =
    { $way ->
        [largest] 채움 단어 뒤에서 읽으면 { $name }일 확률이 { $first }%에서 { $last }%로 바뀌고, 가장 큰 값을 읽으면 { $repaired }% 그대로예요
       *[end] 채움 단어 뒤에서 읽으면 { $name }일 확률이 { $first }%에서 { $last }%로 바뀌고, 리뷰 끝에서 읽으면 { $repaired }% 그대로예요
    }
playground-padding =
    { $way ->
        [largest] 함께 학습하는 리뷰는 채움 단어를 붙여 길이를 똑같이 맞춰요. 글은 그 채움 단어 뒤에서 신경망의 상태를 읽어요. 모든 출력 가운데 가장 큰 값을 읽으면 채움 단어는 아무것도 바꾸지 않아요.
       *[end] 함께 학습하는 리뷰는 채움 단어를 붙여 길이를 똑같이 맞춰요. 글은 그 채움 단어 뒤에서 신경망의 상태를 읽어요. 리뷰 끝에서 읽으면 채움 단어는 아무것도 바꾸지 않아요.
    }
playground-trained =
    { $way ->
        [padding] 두 곡선의 가중치는 같고, 채움 단어 뒤에서 읽도록 학습됐어요.
        [largest] 두 곡선의 가중치는 같고, 모든 출력 가운데 가장 큰 값을 읽도록 학습됐어요.
       *[end] 두 곡선의 가중치는 같고, 리뷰 끝에서 읽도록 학습됐어요.
    }
