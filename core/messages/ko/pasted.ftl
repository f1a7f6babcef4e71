# 방문자가 코드로 붙여 넣는 신경망: 읽거나 만들거나 실행할 수 없는 것. 문장 앞에 줄 번호가 와요.

pasted-at-line = { $line }번째 줄: { $problem }

## 코드

pasted-too-long = 코드가 { $letters }자예요. 여기서는 { $most }자까지 읽어요. 신경망 클래스만 붙여 넣어 주세요.
pasted-too-many-nodes = 여기서부터 코드가 너무 길어요. 신경망 클래스만 붙여 넣어 주세요.
pasted-too-deep = 괄호나 블록, 서로 부르는 메서드가 너무 깊이 겹쳐 있어요. 여러 줄로 나눠 주세요.
pasted-control = 코드에 쓰이지 않는, 보이지 않는 글자가 있어요. 이 줄을 새로 입력해 주세요.
pasted-not-ascii = “{ $name }”에 a~z가 아닌 글자가 있어요. 다른 글자와 똑같아 보이는 것도 있어서, 이름은 a~z, 0~9, _ 로만 써야 해요.
pasted-syntax = Python이 읽을 수 없어요. Python의 메시지: “{ $said }”
pasted-dunder = “{ $name }”처럼 밑줄 두 개로 시작하는 이름은 Python이 쓰는 이름이에요. 여기서는 __init__만 읽어요.
pasted-number-too-large = 수가 너무 커요.

## 신경망에 없는 것

pasted-no-class = 클래스가 없어요. “class Net(nn.Module):”으로 시작하는 클래스를 붙여 넣어 주세요.
pasted-base = 클래스는 nn.Module만 물려받아야 해요: “class { $name }(nn.Module):”
pasted-no-forward = 클래스 { $name }에 forward 메서드가 없어요. forward는 신경망이 무엇을 계산하는지 정해요.
pasted-only-class = 여기서는 import, 상수, 클래스, 그리고 “net = Net()” 같은 마지막 줄만 읽어요. “{ $code }” 줄은 빼 주세요. 학습은 앱이 해요.
pasted-only-methods = 클래스 안에는 메서드와 상수만 쓸 수 있어요. “{ $code }” 줄은 쓸 수 없어요.
pasted-no-syntax = “{ $code }”에는 신경망에 필요 없는 Python 문법이 있어서 여기서는 읽지 않아요.
pasted-no-target = 여기서는 이름, self의 속성, 텐서의 일부에만 값을 넣을 수 있어요. “{ $code }”에는 넣을 수 없어요.
pasted-no-decorator = 데코레이터는 여기서 읽지 않아요. 이 줄을 빼 주세요.
pasted-annotation = 주석(annotation)에는 torch.Tensor 같은 타입의 이름만 쓸 수 있어요. 이 주석을 빼 주세요.
pasted-own-line = import, 상수, 클래스는 하나씩 새 줄에서 시작해 주세요.
pasted-long-text = 여러 줄에 걸친 글은 모듈, 클래스, 메서드의 맨 앞에서 설명할 때만 쓸 수 있어요. 메모는 줄마다 #으로 시작해 주세요.
pasted-no-star = 별표(*)로 넘기는 인자는 여기서 읽지 않아요. 인자를 하나씩 써 주세요.
pasted-parameters = { $name }의 매개변수는 self로 시작해야 하고, 같은 이름이 두 번 나오면 안 돼요.
pasted-class-constant = { PARTICLE($name, "은/는") } 수이거나 수의 튜플이어야 해요.
pasted-add-line = 클래스 { $name }에는 { $arguments } 값이 필요해요. 값을 넣어 “net = { $name }(...)” 같은 줄을 마지막에 더해 주세요.

## 이름

pasted-name = 이름 ‘{ $name }’이 정의되지 않았어요. Python의 메시지: “name '{ $name }' is not defined”
pasted-unbound = 이 줄을 실행할 때 “{ $name }”에 아직 값이 없어요.
pasted-bound-twice = “{ $name }”에 이미 다른 뜻이 있어요. 다른 이름을 써 주세요.
pasted-no-import = “{ $name }”에서는 가져올 수 없어요. 신경망에는 `torch`, `torch.nn`, `torch.nn.functional`이면 돼요.
pasted-star-import = 별표(*)는 모든 이름을 가져와요. 신경망에 필요한 이름을 써 주세요.
pasted-not-in-module = “{ $name }”은 여기서 쓸 수 있는 목록에 없어요.
pasted-no-builtin = “{ $name }”은 여기서 쓸 수 있는 Python 함수 목록에 없어요.
pasted-no-print = 여기서는 출력할 필요가 없어요. 모든 층의 모양이 신경망 옆에 나와요. 이 줄을 빼 주세요.
pasted-no-other-super = super()는 __init__ 안에서 “super().__init__()”으로만 쓸 수 있어요.
pasted-no-attribute = “{ $name }”은 여기서 읽거나 부를 수 있는 목록에 없어요.
pasted-no-attribute-of-self = self에 “{ $name }” 속성이 없어요. 이 클래스 어디에서도 값을 넣지 않아요. __init__에서 넣어 주세요.
pasted-reserved = “{ $name }”은 nn.Module이 쓰는 이름이에요. 다른 이름을 써 주세요.
pasted-name-of-layer = 버퍼나 층의 이름은 "mask"처럼 글자 그대로 써야 해요.
pasted-self = 신경망 자신을 가리키는 이름에는 다른 값을 넣을 수 없어요.
pasted-set-twice = “{ $name }”은 이미 다른 것(층, 파라미터, 수)이에요. 다른 이름을 써 주세요.
pasted-only-call = “{ $name }”은 PyTorch가 부르는 대로만 부를 수 있어요. 층을 실행하려면 층 자체를 불러 주세요.
pasted-no-device = 어디에서 계산할지는 이 페이지에서 골라요. 장치는 빼 주세요.
pasted-no-dtype = 여기서는 수의 종류를 고를 수 없어요. 이미지는 float32예요. 빼 주세요.
pasted-no-values = 텐서의 모양에 따라서는 할 일을 정할 수 있지만, 텐서의 값에 따라서는 정할 수 없어요. 값은 실행하기 전에는 알 수 없기 때문이에요.

## 만들기

pasted-no-super = nn.Module의 클래스는 층을 넣기 전에 super().__init__()을 불러야 해요. __init__의 첫 줄에 써 주세요.
pasted-not-in-forward = 여기서는 신경망을 바꿀 수 없어요. 신경망의 층, 수, 리스트는 __init__에서 정해 주세요. 코드 맨 위의 리스트는 바꿀 수 없어요.
pasted-only-in-forward = 층은 forward에서 부를 수 있고, 신경망을 만드는 동안에는 부를 수 없어요.
pasted-layer-in-forward = 이 줄을 실행할 때마다 { PARTICLE($layer, "이/가") } 새 가중치로 새로 만들어져요. __init__에서 만들고 여기서는 부르기만 해 주세요.
pasted-only-layers = 여기에는 층만 쓸 수 있고, 층이 자기 자신을 담을 수는 없어요.
pasted-layers-in-list = PyTorch는 리스트 “{ $name }”에 든 층을 찾지 못해서 그 층은 학습되지 않아요. nn.ModuleList를 써 주세요.
pasted-tensor-on-self = 텐서 “{ $name }”은 신경망과 함께 옮겨지지 않아요. nn.Parameter나 self.register_buffer("{ $name }", ...)를 써 주세요.
pasted-tensor-at-top = 텐서와 층은 신경망에 속해야 하는데 “{ $name }”은 어디에도 속하지 않아요. __init__에서 층이나 nn.Parameter, self.register_buffer("{ $name }", ...)로 만들어 주세요.
pasted-not-on-self = “{ $name }”에 넣은 값은 신경망이 가지고 있을 수 없어요. 수, 튜플, 층은 가질 수 있어요.
pasted-layer-argument = 층의 인자는 수, 문자열, 또는 이것들의 튜플이어야 해요.
pasted-not-positive = { PARTICLE($name, "은/는") } 1 이상이어야 해요.
pasted-probability = 드롭아웃 확률은 0부터 1까지의 수여야 해요.
pasted-dropout-in-place = 여기서는 드롭아웃을 inplace로 할 수 없어요. “inplace”를 빼 주세요.
pasted-recurrent-dropout = { $layer } 자체의 드롭아웃은 여기서 쓸 수 없어요. dropout을 0으로 두고 뒤에 nn.Dropout을 써 주세요.
pasted-no-chance = 난수는 __init__에서만, 그리고 드롭아웃으로만 뽑을 수 있어요.

## 실행

pasted-unknown-argument = 여기서 { $function }에는 “{ $name }” 인자가 없어요.
pasted-missing-argument = { $function }에 “{ $name }” 값이 필요해요.
pasted-too-many-arguments = 여기서 { PARTICLE($name, "은/는") } 인자를 { $most }개까지 받아요.
pasted-not-callable = 이것은 부를 수 없어요.
pasted-not-a-tensor = 여기에는 텐서나 수가 와야 해요.
pasted-not-numbers = 여기에는 수가 와야 해요.
pasted-not-iterable = 이것은 하나씩 꺼낼 수 없어요.
pasted-sizes = 여기에는 0 이상의 정수가 와야 해요.
pasted-unpack = 이름 { $wanted }개에 값을 넣어야 하는데 값이 { $given }개예요.
pasted-no-arithmetic = 이 값들에는 “{ $symbol }” 연산을 쓸 수 없어요.
pasted-no-comparison = 이 값들은 비교할 수 없어요.
pasted-only-is-none = “is”는 None과 비교할 때만 쓸 수 있어요. 수는 ==로 비교해 주세요.
pasted-no-index = 이것은 여기서 인덱스로 쓸 수 없어요.
pasted-no-mask = 참과 거짓으로 된 텐서는 여기서 인덱스로 쓸 수 없어요. 몇 개가 남을지 미리 알 수 없기 때문이에요. torch.where나 masked_fill을 써 주세요.
pasted-too-nested = 여기서는 리스트를 몇 번까지만 겹칠 수 있어요.
pasted-changes-weights = 신경망의 가중치는 여기서 바꿀 수 없어요. 가중치는 옵티마이저가 바꿔요.
pasted-assertion = 이 줄의 assert 조건이 맞지 않아요.
pasted-torch = PyTorch의 메시지: “{ $said }”
pasted-shapes = 선형 층 { PARTICLE($layer, "은/는") } 예제마다 수 { $wanted }개를 기다리는데 { $given }개가 들어와요. PyTorch의 메시지: “{ $said }”. 첫 인자를 { PARTICLE($given, "으로/로") } 고쳐 주세요.
pasted-not-flat = 선형 층 { PARTICLE($layer, "은/는") } 수 { $wanted }개가 한 줄로 오기를 기다리는데 모양이 { $shape }인 덩어리가 들어와요. PyTorch의 메시지: “{ $said }”. 그 앞에 “x = torch.flatten(x, 1)”을 넣으면 수 { $row }개가 한 줄이 돼요.
pasted-few-words = 임베딩은 단어 { $given }개를 아는데 어휘에는 { $wanted }개가 있어요. 첫 인자를 len(TEXT.vocab)으로 고쳐 주세요.
pasted-channels = 합성곱 층 { PARTICLE($layer, "은/는") } 채널이 { $wanted }개인 이미지를 기다리는데 { $given }개가 들어와요. 첫 인자를 { PARTICLE($given, "으로/로") } 고쳐 주세요.

## 출력

pasted-no-output = forward는 텐서 하나를 돌려줘야 해요.
pasted-wrong-output = forward가 모양이 { $shape }인 텐서를 돌려줘요. ({ $batch }, { $classes })이어야 해요. 예제마다 한 줄, 클래스마다 수 하나예요.
pasted-wrong-classes = { PARTICLE($layer, "이/가") } 예제마다 수 { $given }개를 내는데 클래스는 { $classes }개예요. 둘째 인자를 { PARTICLE($classes, "으로/로") } 고쳐 주세요.
pasted-one-example = 미니배치 전체로는 되지만 “직접 해 보기”에서처럼 예제 하나로는 되지 않아요. 차원을 정하지 않은 squeeze() 때문일 수 있어요: { $problem }
pasted-batch-of-one = { $batch ->
    [1] 학습할 때 예제가 하나인 미니배치로는 되지 않아요. 배치 크기를 늘려 주세요.
   *[other] 학습할 때 예제 하나로는 되지 않는데, 에포크의 마지막 미니배치에 예제가 하나만 남아요. 학습 예제는 { $examples }개이고 배치 크기는 { PARTICLE($batch, "이에요/예요") }. 배치 크기를 바꿔 주세요.
  } { $problem }
pasted-nothing-to-learn = forward가 돌려주는 값이 어떤 가중치와도 관계가 없어서 배울 것이 없어요.

## 너무 큰 것

pasted-endless = 신경망이 하는 일이 너무 많아요. 반복 횟수를 줄여 주세요.
pasted-too-many-calls = 신경망이 미니배치 하나에 PyTorch를 { $most }번 넘게 불러요. 반복 횟수를 줄여 주세요.
pasted-list-too-long = 여기서 리스트에는 { $most }개까지 들어가요.
pasted-too-many-layers = 여기서 신경망은 층을 { $most }개까지 가질 수 있어요.
pasted-too-many-parameters = 이 신경망은 파라미터가 { $parameters }개가 돼요. 여기서는 { $most }개까지 학습할 수 있어요. 층을 더 작게 해 주세요.
pasted-tensor-too-large = 여기서 텐서의 수가 { $most }개를 넘거나 차원이 너무 많아져요. 층이나 미니배치를 더 작게 해 주세요.
pasted-too-many-numbers = 신경망이 미니배치 하나에서 수를 { $most }개 넘게 만들어요. 층이나 미니배치를 더 작게 해 주세요.
pasted-too-many-operations = 계산이 너무 오래 걸려요. 미니배치 하나에 덧셈과 곱셈이 { $most }번을 넘어요. 층이나 미니배치를 더 작게 해 주세요.
pasted-too-many-built = 신경망을 만들 때 층 말고도 수를 { $most }개 넘게 만들어요. __init__에서 텐서를 더 작게 해 주세요.
pasted-too-long-built = 신경망을 만드는 데 너무 오래 걸려요. 덧셈과 곱셈이 { $most }번을 넘어요. __init__에서 계산을 줄여 주세요.
pasted-too-many-time-steps = 순환층이 미니배치 하나에 { $most }단계 넘게 차례로 계산해요. 순환층을 줄이거나 더 짧은 시퀀스를 써 주세요.
