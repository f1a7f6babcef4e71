# 평가한 신경망에 대해 core가 하는 말: 조언, 정의되지 않는 것, 예제를 나쁘게 만드는 방법.

evaluation-not-numbers = 예제 { $count }개 가운데 { $broken }개에 대한 신경망의 답이 숫자가 아니어서 얼마나 잘하는지 말할 수 없어요. 가중치가 너무 크거나 숫자가 아니에요. 학습률을 줄여 다시 학습해 주세요.
evaluation-one-class = 정의되지 않아요. 테스트 예제 { $count }개가 모두 한 클래스(“{ $name }”)예요.

## 조언

evaluation-no-mistake = 오답이 하나도 없어요. 무엇을 못하는지는 더 어려운 예제로만 알 수 있어요.
evaluation-no-mistake-few = 오답이 하나도 없지만 테스트 예제가 { $count }개뿐이에요. 결과를 믿기 전에 예제를 더 모아 주세요.
evaluation-preset = 레슨 { $lesson }의 프리셋 “{ $title }”
evaluation-guessing-other-data = 늘 { PARTICLE($name, "이라/라") }고만 답하는 것({ $share }%)보다 나을 게 없어요. 이 데이터가 아니라 { PARTICLE($data, "으로/로") } 학습한 신경망이에요.
evaluation-guessing-diverged = 늘 { PARTICLE($name, "이라/라") }고만 답하는 것({ $share }%)보다 나을 게 없어요. 무작위로 답할 때의 손실은 { $guessing }인데 { $when ->
        [training] 학습하는 동안 손실이 { $loss }까지 올라갔어요
       *[testing] 교차 엔트로피가 { PARTICLE($loss, "이에요/예요") }
    }. 스텝이 너무 컸으니 학습률을 줄여 다시 학습해 보세요{ $rate ->
        [unknown] {""}
       *[known] (우선 10분의 1인 { PARTICLE($rate, "으로/로") })
    }.
evaluation-guessing-rising = 늘 { PARTICLE($name, "이라/라") }고만 답하는 것({ $share }%)보다 나을 게 없지만, 마지막 에폭에서 학습 정확도가 { $before }%에서 { $after }%로 올랐어요. 더 오래 학습해 보세요.
evaluation-guessing-nothing = 늘 { PARTICLE($name, "이라/라") }고만 답하는 것({ $share }%)보다 나을 게 없어요. 아직 아무것도 배우지 못했어요. 먼저 학습률을 바꿔 보고, 그다음에 에폭을 늘려 보세요.
evaluation-other-data = 이 데이터가 아니라 { PARTICLE($data, "으로/로") } 학습한 신경망이에요. 틀리는 까닭은 무엇보다 두 데이터가 다르기 때문일 거예요.
evaluation-by-heart = 학습 예제는 { $trained }%를 맞히지만 이 예제들은 { $tested }%만 맞혀요. 일부를 외워 버린 거예요. 예제를 늘리거나 에폭을 줄이면 나아지고, 레슨에 있다면 데이터 증강, 드롭아웃, 가중치 감쇠도 도움이 돼요.
evaluation-still-rising = 아직 배우는 중이었어요. 마지막 에폭에서 학습 정확도가 { $before }%에서 { $after }%로 올랐어요. 에폭을 늘리면 나아져요.
evaluation-only-once = 학습 예제를 한 번만 보았고, 보는 동안 { $trained }%를 맞혔어요. 먼저 에폭을 늘려 보세요.
evaluation-too-small = 마지막 에폭에서 학습 예제조차 { $trained }%만 맞혔고, 그 앞 에폭보다 나아지지 않았어요. 더 큰 신경망이나 다른 학습률을 써 보세요.
evaluation-behind = 이 데이터에서는 더 잘할 수 있어요. { PARTICLE($name, "은/는") } { $most }%, 이 신경망은 { $accuracy }%를 맞혀요. 설정에서 다른 점을 시험해 보세요.
evaluation-confused = “{ $truth }” 예제의 { $share }%에 { PARTICLE($guess, "이라/라") }고 답해요. 이 예제들을 살펴보고, 두 클래스의 예제를 늘리면 차이가 드러날지 생각해 보세요.
evaluation-rare = “{ $name }” 예제가 드물어서({ $total }개 중 { $count }개) 이 클래스의 점수는 대략적이에요.
evaluation-rare-own = “{ $name }” 예제가 드물어요({ $total }개 중 { $count }개). 더 모아 주세요.
evaluation-too-sure = 확신도가 정확도보다 평균 { $points }%p 높아요. “확신도” 탭의 온도로 확률을 실제에 맞출 수 있어요.
evaluation-nothing-own = 눈에 띄는 문제는 없어요. 어려운 예제만 조금 남았어요. 비슷한 예제를 더 모으는 것이 가장 확실해요.
evaluation-nothing-better = 눈에 띄는 문제는 없어요. 정확도 { $accuracy }%는 이 데이터에서 여기에 알려진 가장 좋은 결과인 { $name }({ $most }%)보다 높아요. 남은 것은 어려운 예제뿐이니 살펴보세요.
evaluation-nothing-as-good = 눈에 띄는 문제는 없어요. 정확도 { $accuracy }%는 이 데이터에서 여기에 알려진 가장 좋은 결과인 { $name }({ $most }%)와 비슷해요. 남은 것은 어려운 예제뿐이니 살펴보세요.
evaluation-nothing = 눈에 띄는 문제는 없어요. 남은 것은 어려운 예제뿐이니 살펴보세요.

## 예제를 나쁘게 만드는 방법

evaluation-worse-noise = 잡음
    .unit = 밝기 단계
evaluation-worse-blur = 흐림
    .unit = 픽셀
evaluation-worse-rotation = 회전
    .unit = 도
evaluation-worse-shift = 이동
    .unit = 변 길이에 대한 비율
evaluation-worse-contrast = 대비 감소
    .unit = 남은 비율
evaluation-worse-unknown = 모르는 단어
    .unit = 단어의 비율
evaluation-worse-left-out = 빠진 단어
    .unit = 단어의 비율
evaluation-worse-shuffled = 자리를 옮긴 단어
    .unit = 최대 자리 수
