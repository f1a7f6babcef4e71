# 가져갈 수 있는 프로그램의 주석과, 노트북 셀 위의 문장이에요.

script-part-imports = 프로그램에 필요한 것과 시드예요. 시드가 있어서 실행할 때마다 같은 숫자가 나와요.
script-part-data = 학습 데이터와 테스트 데이터를 미니배치로 나눠 줘요.
script-part-network = 신경망이에요.
script-part-training = 손실, 옵티마이저, 그리고 학습 반복문이에요.
script-part-test = 신경망이 배우지 않은 예제로 테스트해요.
script-part-weights = 가중치예요. 앱의 가중치와 같은지 알려 주는 다이제스트와 파일을 만들어요.
script-changed = { $label }: 여기서는 { $here }, 글에서는 { $post }
script-changed-more = { $before }; { $another }
script-one-thread = 추가: 스레드 하나로 계산하면 마지막 자리까지 항상 같아요
script-seed = 추가: 처음 가중치가 항상 같아요
script-order = 추가: 예제의 순서가 항상 같아요
script-noise = 추가: 학습하면서 무작위로 뽑는 값이 항상 같아요
script-arrays = 추가: 데이터는 이 프로그램 옆 파일에 있어요
script-functional = 추가: 글의 신경망이 쓰지만 글에서는 불러오지 않아요
script-normalization = 추가: 채널마다 평균과 표준편차예요
script-flatten = 추가: 이 줄이 없으면 글의 프로그램은 여기서 멈춰요. Linear 층은 한 줄로 된 숫자를 받아요
script-block = 추가: 합성곱 블록 하나 더
script-pooling = 추가: 양식에서 고른 풀링
script-hidden = 추가: 양식에서 고른 은닉층
script-dropout = 추가: 자체 난수 생성기를 쓰는 드롭아웃
script-augmentation = 추가: 이미지를 보여 줄 때마다 무작위로 조금씩 움직여요
script-target = 추가: 손실은 정답 클래스의 1, 나머지의 0과 비교해요
script-clip = 추가: 긴 기울기를 줄여요
script-schedule = 추가: 학습하는 동안 학습률이 바뀌어요
script-patience = 추가: 따로 둔 예제의 정확도가 더 오르지 않으면 학습을 끝내요
script-rates = 추가: 손으로 바꾼 학습률과, 그때까지의 미니배치 수예요
script-steps = 추가: 미니배치를 세요
script-stopped = 추가: 여기서 손으로 멈췄어요
script-fewer-epochs = 추가: 손으로 멈췄어요. 계획은 { $epochs }에폭이었어요
script-eval = 추가: 층들에 학습이 끝났다고 알려요
script-word-ids = 추가: 단어는 이미 번호로 바뀌어 이 프로그램 옆 파일에 있어요. 글에서는 torchtext로 읽어요
script-like-length = 추가: torchtext의 BucketIterator처럼 길이가 비슷한 텍스트끼리 미니배치가 돼요
script-shortest-first = 추가: 짧은 텍스트부터 놓아 패딩이 적어요
script-lengths = 추가: 길이도 넘겨받지만, 글처럼 여기서는 쓰지 않아요
script-reading = 추가: 패딩 뒤가 아니라 텍스트의 끝에서, 또는 양식에서 고른 대로 읽어요
script-glove = 추가: 글은 이 벡터를 불러오지만 신경망에 넣지 않아요
script-word-dropout = 추가: 텍스트를 보여 줄 때마다 단어 몇 개를 무작위로 가려요
script-own-training = 추가: 글은 학습하지 않고, 무작위 입력으로 한 걸음만 가요
script-one-step = 글의 한 걸음이에요. 입력과 목표가 무작위예요
script-digest = 추가: 모든 가중치의 다이제스트
script-save = 추가: 나중에 쓸 가중치
script-compare = 추가: 앱의 가중치와 비트까지 같은지
script-confusion = 추가: 어느 클래스를 어느 클래스로 답했는지 세요
script-by-class = 추가: 클래스마다 정답의 비율이에요. 글에서는 전체의 비율만 출력해요
script-confusion-rows = 추가: 혼동 행렬이에요. 행은 실제 클래스, 열은 신경망의 답이에요
script-own-test = 추가: 글에는 테스트가 없어요
script-answers = 추가: 이 미니배치의 순서와 크기는 답을 바꾸지 않아요. 200개씩 답하면 빨라요
script-own-new = 내 코드: 글의 클래스에는 이런 줄이 없어요
script-own-changed = 내 코드: 글의 클래스에서는 이 자리에 다른 줄이 있어요
script-own-missing = 내 클래스에는 없는 줄이에요
script-own-imports = 내 코드: 내 클래스가 써요
script-own-dropout = 추가: 숫자가 앱과 같도록 PyTorch의 드롭아웃 대신 자기 난수 생성기를 쓰는 드롭아웃을 써요
script-own-classes = 추가: 클래스의 이름들이에요

# 내려받은 가중치를 쓰는 프로그램이에요.

script-part-use-imports = 프로그램에 필요한 것이에요.
script-part-use-weights = 내려받은 파일의 가중치예요.
script-part-test-data = 테스트 데이터예요.
script-part-use-input = 신경망에 물어볼 것을 앱과 똑같이 준비해요.
script-part-use-answer = 답이에요. 클래스마다 확률이 나와요.
script-use-picture = `python 이_파일.py 이미지`를 실행하면 클래스마다 확률이 나와요. 필요한 것: `pip install { $packages }`
script-use-text = `python 이_파일.py "텍스트"`를 실행하면 클래스마다 확률이 나와요. 텍스트가 없으면 표준 입력에서 읽어요. 필요한 것: `pip install { $packages }`
script-use-weights = 가중치 파일은 이 프로그램 옆에 있어야 해요
script-use-own-tensors = 답을 얼마나 믿을지 앱이 판단할 때 쓰는 숫자가 파일에 더 있을 수 있어요
script-use-usage = 이미지 없이 실행하면 실행하는 방법을 알려 줘요
script-use-drawing = 앱의 캔버스처럼 검은 바탕에 밝은 선이에요. 종이에 쓴 어두운 글씨의 사진은 먼저 반전하세요(PIL.ImageOps.invert)
script-use-centred = 크기가 다른 그림은 앱처럼 준비해요. 그린 부분을 잘라 긴 쪽을 20픽셀로 줄이고, 무게 중심을 가운데에 놓아요
script-use-photo = 앱처럼 줄이고 바로 세워요. 투명한 이미지, 16비트 이미지, 아이폰의 HEIC는 다루지 않아요
script-use-square = 가운데 정사각형을 신경망의 크기로 바꿔요
script-use-words = 신경망이 아는 단어는 가중치 파일에 있어요
script-use-basic-english = torchtext의 basic_english와 같아요
script-use-spacy = spaCy의 영어 규칙이에요
script-use-syllables = 음절 하나가 단위이고, 띄어쓰기도 단위예요
script-use-spaces = 띄어쓰기 사이의 말이 단위예요
script-use-kiwi = Kiwi가 한국어를 형태소로 나눠요
script-use-unknown = 앱처럼, 아는 단어가 하나도 없으면 답이 없어요
script-use-one-output = 출력 하나는 두 번째 클래스의 것이에요. 첫 번째를 0으로 두면 softmax가 sigmoid와 같아요

# 오토그래드 실험실의 프로그램이에요.

script-part-lab-imports = 프로그램에 필요한 것이에요.
script-part-lab-class = 글에 있는 신경망이에요.
script-part-lab-seed = 시드예요. 여기서부터 항상 같은 숫자가 나와요.
script-part-lab-tried = 시험해 본 것이에요.

# 옵티마이저 경주의 프로그램이에요.

script-part-race-data = 학습 데이터를 미니배치로 나눠 줘요.
script-part-race = 경주예요. 시드마다 옵티마이저가 저마다 신경망 하나를 학습해요.
script-part-race-end = 결과예요.
script-race-imports = 추가: 여러 에폭에 걸쳐 미니배치를 세고 평균을 계산할 때 써요
script-race-steps = 추가: 옵티마이저마다 보는 미니배치 수와, 마지막 몇 개의 손실을 평균하는지예요
script-race-optimizers = 추가: 옵티마이저와 학습률이에요
script-race-losses = 추가: 옵티마이저와 시드마다 미니배치 하나하나의 손실이에요
script-race-turns = 추가: 시드가 같으면 모두 같은 가중치에서 출발해 같은 미니배치를 같은 순서로 봐요
script-race-begins = 추가: 다음 옵티마이저가 출발해요
script-race-batches = 추가: 미니배치 수가 찰 때까지 에폭을 이어 가요
script-race-out = 추가: 유한한 수를 벗어나면 탈락이에요
script-race-end = 추가: 마지막 손실들의 평균이고, 작은 것부터 나와요
script-race-end-seeds = 추가: 마지막 손실들의 평균과 시드에 대한 표준 편차이고, 평균이 작은 것부터 나와요

# 명령줄 `python -m core`에서 보여요.

script-other-data = 레슨 { $lesson }에는 그런 데이터셋이 없어요. 다음 중 하나를 고르세요: { $data }
script-other-preset = 레슨 { $lesson }에는 그런 프리셋이 없어요. 다음 중 하나를 고르세요: { $presets }
script-other-setting = “{ $name }” 하이퍼파라미터가 없어요. 다음이 있어요: { $names }
script-written = 파일을 썼어요: { $files }

# 글의 프로그램의 줄에서: 무엇이 틀렸거나 빠졌는지, 앱은 어떻게 하는지.
script-post-shuffled = 글은 테스트 세트도 섞어요. 정확도는 순서와 관계가 없고, 앱은 순서를 그대로 둬요.
script-post-last-38 = 에폭마다 마지막 미니배치 38개의 손실은 한 번도 출력되지 않아요. 앱의 곡선에는 모든 미니배치가 들어가요.
script-post-last-500 = 에폭마다 마지막 미니배치 500개의 손실은 한 번도 출력되지 않아요. 앱의 곡선에는 모든 미니배치가 들어가요.
script-post-no-eval = 글은 테스트 전에 eval()을 호출하지 않아요. 드롭아웃이나 배치 정규화가 있으면 테스트가 틀려요. 앱은 테스트할 때마다 먼저 호출해요.
script-post-no-seed = 글은 시드와 장치를 정하지 않아서, 실행할 때마다 숫자가 달라요. 앱에서는 둘 다 설정할 수 있어요.
script-post-not-flat = 이 층 앞에서 펼치지 않아서, PyTorch가 여기서 멈춰요. 앱은 먼저 펼쳐요.
script-post-by-examples = 미니배치 평균의 합을 예제 수로 나눠서, 배치 크기로 한 번 더 나눈 셈이에요. 앱은 미니배치당 평균도 보여 줘요.
script-post-functional = F를 불러오지 않아서, 파이썬이 여기서 멈춰요. 앱은 relu를 불러와요.
script-post-no-test = 글에는 테스트가 없어요. 앱은 에폭이 끝날 때마다 테스트해요.
script-post-validation = 검증 세트를 나누지만 쓰지 않아요. 앱은 에폭이 끝날 때마다 검증 세트로 테스트해요.
script-post-vectors = GloVe를 어휘 사전에 불러오지만 임베딩에 복사하지 않아요. 앱은 “GloVe”를 고르면 복사해요.
script-post-buckets = sort_within_batch=True가 없어서, 미니배치마다 긴 리뷰와 짧은 리뷰가 섞여요. 앱에서는 비슷한 길이끼리 묶을 수도 있어요.
script-post-padding = 패딩 뒤에서 마지막 상태를 읽어서, 짧은 리뷰는 그때 이미 잊혀요. 앱에서는 리뷰의 끝에서 읽을 수도 있어요.
script-post-whole-percent = %d는 소수점 아래를 버려서 59.9가 59가 돼요. 앱은 소수점 둘째 자리까지도 보여 줘요.
script-post-one-image = 글은 무작위 이미지 하나로 한 스텝만 가요. 앱은 같은 신경망을 데이터셋 전체로 학습해요.
