# 자동 미분 실험실: 단계, 코드를 실행해서 답하는 질문, 거절하는 까닭.

## 단계

lab-step-network = 신경망
lab-step-parameters = 파라미터
lab-step-input = 입력
lab-step-forward = 순전파
lab-step-zero_grad = 기울기 비우기
lab-step-backward_from_output = 출력에서 역전파
lab-step-target = 정답
lab-step-loss = 손실
lab-step-graph = 계산 그래프
lab-step-backward = 역전파
lab-step-update = 갱신
lab-step-quoted = “{ $step }”

## 아직 이르거나 할 수 없는 것

lab-look-network = 신경망 보기
lab-look-loss = 손실 보기
lab-too-early = “{ $step }” 단계는 아직 일러요. 먼저 { $first } 단계를 실행해 주세요.
lab-no-gradients = 아직 기울기가 없어요. 먼저 “역전파” 단계를 실행해 주세요.
lab-no-step = “{ $step }”라는 단계는 없어요. 할 수 있는 단계: { $known }.
lab-second-network = 신경망은 이미 있어요. 새 신경망을 만들려면 실험실을 초기화해 주세요.
lab-pictures = 이미지는 모양이 (N, 1, { $side }, { $side })인 uint8이어야 해요. 지금은 { $kind } { $shape } 형식이에요.
lab-no-criterion = “{ $criterion }”라는 손실 함수는 없어요. { $one } 또는 { $other } 중에서 골라 주세요.
lab-labels = 맞는 클래스는 0부터 9까지의 수여야 해요.
lab-no-way = “{ $way }”라는 갱신 방법은 없어요. { $one } 또는 { $other } 중에서 골라 주세요.
lab-learning-rate = 학습률은 0부터 { $most }까지의 수여야 해요.
lab-the-race = 경주

## 실험: 질문, 그리고 답이 그런 까닭

lab-experiment-before-backward = 아직 역전파를 한 적이 없어요. `conv1.bias.grad`는 무엇일까요?
    .why = 기울기는 첫 역전파가 만드는 별도의 텐서예요. 글에서 0이 출력된 것은 그 전에 역전파와 `zero_grad()`를 했기 때문이에요. 그때의 `zero_grad()`는 기울기를 0으로 채웠어요.
lab-experiment-one-backward = 역전파를 한 번 했어요. `conv1.bias`와 `conv1.bias.grad` 가운데 무엇이 바뀌었을까요?
    .why = 역전파는 계산만 해요. 가중치를 바꾸는 것은 갱신이고, 갱신은 직접 하거나 옵티마이저에 맡겨야 해요.
lab-experiment-twice = `zero_grad()` 없이 순전파, 손실, 역전파를 한 번 더 해요. 이제 기울기는 어떻게 될까요?
    .why = 역전파는 기울기를 `.grad`에 **더해요**. 큰 배치를 작게 나누어 계산할 때는 유용하지만, 학습 루프에서는 틀린 결과를 낳아요. 그래서 `zero_grad()`가 필요해요.
lab-experiment-zeroed-between = 이번에는 두 역전파 사이에 `zero_grad()`를 넣어요.
    .why = 첫 역전파의 기울기가 남아 있지 않아서, 두 번째 역전파는 같은 기울기를 다시 줘요.
lab-experiment-after-zero = `loss.backward()`에 이어 `net.zero_grad()`를 실행했어요. `conv1.bias.grad`는 무엇일까요?
    .why = PyTorch 2.0부터 `zero_grad()`는 기울기를 0으로 채우지 않고 버려요. 그러면 메모리를 아낄 수 있어요. 글에서는 그때의 방식대로 0이 출력돼요.
lab-experiment-zeros = `net.zero_grad(set_to_none=False)`라면 어떨까요?
    .why = 글을 쓸 때의 PyTorch는 이렇게 했어요. 옵티마이저는 기울기가 None인 파라미터를 건너뛰지만, 기울기가 0이면 모멘텀이 있는 옵티마이저는 파라미터를 계속 움직여요.
lab-experiment-second-backward = 순전파를 새로 하지 않고, 같은 손실에서 `loss.backward()`를 한 번 더 해요.
    .why = 첫 역전파가 지나가면서, 노드가 저장해 둔 값을 해제해요. 순전파를 새로 하면 계산 그래프도 새로 생겨요.
lab-experiment-retain-graph = 첫 번째를 `retain_graph=True`로 실행해요. 두 번째 역전파 뒤의 기울기는 어떻게 될까요?
    .why = 계산 그래프가 남아 있어서 다시 거슬러 갈 수 있고, 기울기는 언제나처럼 더해져요.
lab-experiment-output = 역전파하는 길에는 `out`의 기울기도 있어요. 역전파 뒤에 `out.grad`는 무엇일까요?
    .why = **잎** 텐서만 기울기를 간직해요. 잎은 파라미터처럼 연산으로 만들어지지 않은 텐서예요. 다른 텐서의 기울기를 읽으려고 하면 PyTorch가 경고도 해요.
lab-experiment-output-retained = 그 전에 `out.retain_grad()`를 호출했다면 어떨까요?
    .why = 이제는 기울기가 남아요. 평균 제곱 오차의 식에서 나오는 2 x (출력 - 정답) / 10과 같아요.
lab-experiment-small-image = 32 x 32 대신 28 x 28 픽셀인 MNIST 이미지를 넣어요.
    .why = 합성곱과 풀링을 두 번 거치면 16 x 5 x 5 = 숫자 400개가 남는데, `fc1`은 16 x 6 x 6 = 576개를 기다려요. 그래서 레슨 004에서는 모든 숫자 이미지를 32 x 32로 바꿔요.
lab-experiment-recorded = `torch.no_grad()`로 감싸지 않고 `p -= learning_rate * p.grad`를 실행해요.
    .why = 그러면 autograd가 갱신까지 계산 그래프의 일부로 기록해야 하는데, 잎은 제자리에서(in-place) 바꾸면 안 돼요. 글의 `f.data.sub_(...)`는 autograd 몰래 값을 바꿔요. `torch.no_grad()`는 아무것도 기록하지 말라고 분명하게 밝혀요.
lab-experiment-as-in-post = 글의 `f.data.sub_(f.grad.data * learning_rate)`와 `p - learning_rate * p.grad`를 비교해요. 가중치가 같을까요?
    .why = 같은 규칙이에요. 가중치 = 가중치 - 학습률 x 기울기.
lab-experiment-small-rate = 학습률 0.01로 한 번 갱신해요. 같은 입력의 손실은 어떻게 될까요?
    .why = 스텝이 충분히 짧으면, 기울기의 반대쪽으로 갈 때 손실이 줄어요.
lab-experiment-large-rate = 학습률이 100이라면 어떨까요?
    .why = 기울기는 바로 이 자리에서 어느 쪽으로 가야 손실이 줄어드는지를 알려 줘요. 너무 멀리 가면, 이 기울기가 더는 아무것도 말해 주지 않는 곳에 닿아요.
lab-experiment-adam = 두 가중치의 기울기가 0.1과 0.0001이에요. Adam의 첫 스텝은 어느 쪽을 더 멀리 움직일까요?
    .why = Adam은 가중치마다 기울기를 그동안의 기울기 크기로 나눠요. 기울기가 한 번뿐이면 부호만 남아서, 움직이는 거리가 학습률과 같아요.

## 고를 수 있는 답

lab-option-six-zeros = 0이 여섯 개
lab-option-six-others = 다른 숫자 여섯 개
lab-option-ten-numbers = 숫자 열 개
lab-option-only-gradient = 기울기만
lab-option-only-bias = 편향만
lab-option-both = 둘 다
lab-option-as-first = 첫 번째와 같음
lab-option-twice = 정확히 두 배
lab-option-zero = 0
lab-option-works = 실행돼요
lab-option-refused = PyTorch가 거부해요
lab-option-very-same = 완전히 같음
lab-option-different = 다름
lab-option-smaller = 작아짐
lab-option-larger = 커짐
lab-option-the-same = 그대로임
lab-option-first-farther = 첫 번째를 천 배 더 멀리
lab-option-equally-far = 둘 다 똑같이
