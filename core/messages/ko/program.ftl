# 붙여 넣은 프로그램의 줄마다 붙는 설명과, 파이썬이 낼 오류예요.

## 양식에 값을 채우는 줄

program-set = { $label }: { $value }
program-more = { $before }; { $another }
program-used = { $label }의 값을 여기서 가져와요
program-used-network = 신경망에 쓰는 값이에요
program-network = 신경망이에요. 적힌 그대로 읽어요
program-own = 이 레슨의 신경망이에요. 양식이 똑같이 만들어요
program-moved = 장치는 앱이 골라요
program-data-is = 데이터셋: { $title }
program-data-instead = 데이터셋: { $title }. 양식에서는 그 대신 { PARTICLE($instead, "을/를") } 써요
program-transforms = 이미지를 준비하는 방법이에요
program-resized = 32 x 32픽셀 이미지예요
program-flattened = 미니배치의 모양을 바꿔요. 여기서는 신경망이 먼저 해요
program-augment = 양식대로 이미지를 무작위로 움직여요
program-batches-made = 길이가 비슷한 텍스트끼리 미니배치가 돼요
program-shuffled = 앱은 에폭마다 학습 예제를 섞어요

## 여기서는 필요 없는 줄

program-why-import = 쓸 것은 앱이 이미 불러왔어요
program-why-python = 앞뒤 줄에 딸린 줄이에요
program-why-magic = 노트북 명령이에요
program-why-print = 출력은 앱이 보여 줘요
program-why-plot = 그림은 앱이 그려요
program-why-save = 가중치는 페이지에서 저장하고 열어요
program-why-chance = 무작위 값은 모두 양식의 시드로 정해져요
program-why-threads = 스레드 수는 앱이 정해요
program-why-device = 장치는 앱이 골라요
program-why-loop = 앱의 학습 반복문이 해요
program-why-counting = 세거나 보여 주기만 해요
program-why-test = 테스트는 앱이 해요
program-why-test-data = 테스트 데이터는 앱에 있어요
program-why-data = 예제는 앱이 나눠 줘요
program-why-pixels = 픽셀은 앱이 읽어요
program-why-words = 앱이 단어를 이미 나누고 번호를 붙였어요
program-why-after = 학습이 끝난 뒤예요
program-why-main = 프로그램이 시작되는 곳이에요
program-why-function = 함수는 부르는 곳에서 따라가요
program-why-function-unused = 학습에서 이 함수를 부르지 않아요
program-why-class-unused = 학습에 이 신경망을 쓰지 않아요
program-why-unused = 학습에 쓰지 않아요
program-why-unrelated = 이 줄은 학습에 영향을 주지 않아요
program-why-condition-head = 아래 줄을 묶기만 해요
program-why-not-taken = 조건에 맞지 않아요
program-why-one-step = 이 프로그램은 반복해서 학습하지 않아요. 이런 단계는 autograd 페이지에서 볼 수 있어요

## 이해하지 못한 줄

program-unknown = 학습에 영향을 주는 줄인데, 무엇을 하는지 앱이 알지 못해요.
program-changes = 신경망이나 옵티마이저를 앱이 따라 할 수 없는 방법으로 바꿔요.
program-sometimes = 일부 미니배치에서만 하는 일이에요. 앱은 모든 미니배치에서 똑같이 해요.
program-condition = { $label }: 프로그램을 실행해야 알 수 있는 조건에 달려 있어요.
program-no-value = { $label }: “{ $code }”의 값은 프로그램을 실행해야 알 수 있어요.
program-no-field = { $label }: 이 레슨의 양식에는 이런 설정이 없어요.
program-argument = 양식에 { PARTICLE($name, "을/를") } 넣을 곳이 없어요.
program-package = “{ $name }” 패키지를 앱이 알지 못해요. 직접 만든 파일이라면 그 코드도 함께 붙여 넣어 주세요.
program-optimizer = 양식에는 “{ $name }” 옵티마이저가 없어요. { PARTICLE($choices, "이/가") } 있어요.
program-loss = 이 레슨의 양식에는 “{ $name }” 손실 함수가 없어요. { PARTICLE($choices, "이/가") } 있어요.
program-data-set = 앱에는 “{ $name }” 데이터셋이 없어요. 레슨 001에서는 직접 가져온 데이터를 쓸 수 있어요.
program-transform = 앱은 { PARTICLE($name, "을/를") } 이렇게 할 수 없어요. 이미지를 옮기고, 돌리고, 좌우로 뒤집을 수 있어요.
program-normalization = 양식에는 이런 정규화가 없어요. 가장 가까운 것은 { PARTICLE($nearest, "이에요/예요") }.
program-unnormalized = 프로그램이 픽셀을 정규화하지 않아요. 양식에서는 두 가지 방법 중 하나로 늘 정규화해요.
program-schedule = 이 학습 길이에 맞는 학습률 스케줄이 양식에 없어요. 가장 가까운 것은 { PARTICLE($nearest, "이에요/예요") }.
program-vocabulary = 앱의 어휘 사전에는 단어가 { $words }개 있어요.
program-batches = 이 반복문이 예제를 미니배치로 어떻게 나누는지 알 수 없어요.
program-epochs = 이 반복문이 몇 에폭인지 알 수 없어요.
program-not-split = 앱은 데이터셋을 정해진 방법으로 나눠요.
program-not-parameters = 앱은 신경망 하나의 모든 파라미터를 학습률 하나로 학습해요.
program-not-pretrained = 앱은 이 신경망으로 시작할 수 없어요. 클래스로 적은 신경망은 읽을 수 있어요.
program-not-second = 앱은 신경망 하나를 옵티마이저 하나로 학습해요.

## 파이썬이 낼 오류

program-too-long = 프로그램이 { $characters }자예요. 앱은 { $most }자까지 읽어요.
program-too-much = 프로그램이 너무 길어서 줄마다 읽을 수 없어요. 학습에 필요한 부분만 붙여 넣어 주세요.
program-too-deep = 이 줄은 코드가 너무 깊이 겹쳐 있어요.
program-no-python = 파이썬 프로그램이 아니에요.
program-number-too-large = 수가 너무 커요.
program-unreadable = 앱이 이 프로그램을 읽지 못했어요. 설정은 그대로 남아 있어요.
program-syntax = 파이썬이 이 줄을 읽을 수 없어요: “{ $says }”
program-undefined = “name '{ $name }' is not defined”: 값이 없는 이름이에요.
program-not-imported = “name '{ $name }' is not defined”: “{ $code }” 줄이 빠졌어요.
program-no-name = “name '{ $name }' is not defined”: 쓰기만 하고 값을 정하지 않았어요. “{ $code }” 줄을 넣으면 돼요.
program-misspelt = “name '{ $name }' is not defined”: { PARTICLE($near, "을/를") } 잘못 쓴 것 같아요.
program-too-early = “name '{ $name }' is not defined”: { $line }번째 줄에서야 값이 정해져요.
