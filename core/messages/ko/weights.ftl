# 가중치: 앱에 들어 있는 신경망, 가중치 파일, 쓸 수 없는 파일에서 잘못된 것.

weights-origin-trained-here = 여기서 학습
weights-origin-uploaded = 올린 파일
weights-origin-pretrained = 미리 학습됨

weights-extra-pen-strokes = 24명이 펜으로 쓴 획

weights-button-download = 가중치 내려받기

## 앱에 들어 있는 신경망

weights-pretrained-004-drawings = 손으로 그린 숫자, 미리 학습됨(레슨 004)
    .about = 레슨 004의 신경망이에요. MNIST와 함께, 24명이 펜으로 쓴 숫자 5,996개를 조금씩 돌리고 기울이고 구부려 8~30픽셀 굵기의 펜으로 그린 그림을 배웠어요. 사람들은 7에 가로줄을 긋거나 1의 머리에 삐침을 넣기도 하는데, MNIST에는 그런 숫자가 거의 없어요.
weights-pretrained-004-mnist = MNIST, 미리 학습됨(레슨 004)
    .about = MNIST만으로 이 레슨의 “빠른 학습” 프리셋대로 학습했어요.
weights-pretrained-000-mnist = MNIST, 미리 학습됨(레슨 000)
    .about = MNIST만으로 이 레슨의 “빠른 학습” 프리셋대로 학습했어요.
weights-pretrained-003-cifar10 = 사진, 미리 학습됨(레슨 003)
    .about = CIFAR-10으로 이 레슨의 “빠른 학습” 프리셋대로 학습했어요. 다만 24에폭 동안, 사진을 무작위로 옮기고 좌우로 뒤집으면서 학습했어요.
weights-pretrained-002b-imdb = 영화 리뷰, 미리 학습됨(레슨 002b)
    .about = IMDB로 이 레슨의 “빠른 학습” 프리셋대로 학습했어요. 글의 신경망 그대로이고, 상태를 리뷰가 실제로 끝나는 곳에서 읽어요. 가중치는 반정밀도로 저장되어 있어요.
weights-pretrained-002b-nsmc = 한국어 영화 리뷰, 미리 학습됨(레슨 002b)
    .about = NSMC의 리뷰 60,000개로, 음절의 4분의 1을 무작위로 가려 가며 학습했어요. 한국어를 음절 단위로 읽어요. 가중치는 반정밀도로 저장되어 있어요.

weights-no-pen-digits = 데이터 폴더의 pendigits 폴더에 { PARTICLE($name, "이/가") } 없어요.

## 다른 종류의 파일

weights-file-empty = 파일이 비어 있어요. 다시 복사하거나 내려받아 주세요.
weights-file-git-lfs = 가중치가 아니라 가중치가 있는 곳을 가리키는 Git LFS 포인터예요. “git lfs pull”로 가중치를 받아 주세요.
weights-file-hdf5 = Keras가 저장하는 HDF5 파일이에요. PyTorch의 가중치만 읽을 수 있어요.
weights-file-gguf = 언어 모델의 GGUF 파일이에요. 레슨에 나오는 신경망의 가중치만 읽을 수 있어요.
weights-file-numpy = NumPy 배열이에요. torch.save(net.state_dict(), 'net.pth')로 가중치를 저장해 주세요.
weights-file-web-page = 가중치가 아니라 웹 페이지예요. 파일 자체를 내려받아 주세요.
weights-file-xml = 가중치가 아니라 XML 문서예요. 파일 자체를 내려받아 주세요.
weights-file-unknown = safetensors 파일도, torch.save로 저장한 파일도 아니에요. 여기서 “{ $button }” 버튼으로 만든 파일을 올려 주세요.
weights-file-of-a-run = 신경망의 가중치가 아니라 저장한 실행이에요. 학습 페이지의 “저장한 실행 이어 하기”에 올려 주세요.

## 파일에 든 설명

weights-card-missing = 어느 레슨, 어떤 클래스와 정규화로 학습한 가중치인지 파일에 적혀 있지 않아요. 평가 페이지와 써 보기 페이지의 “가중치”에 올리면 물어봐요.
weights-card-unreadable = 파일에 든 설명을 읽을 수 없어요. 가중치를 다시 내려받아 주세요.
weights-card-misfit = 파일에 든 설명이 레슨 { $lesson }의 신경망과 맞지 않아요.
weights-card-impossible = 파일에 든 설명으로는 레슨 { $lesson }의 신경망을 만들 수 없어요.
weights-lesson-unknown = 이 파일은 레슨 { $lesson }의 것인데, 여기에는 그런 레슨이 없어요.
weights-words-missing = 신경망이 아는 단어가 파일에 없어요. 다시 내려받아 주세요.
weights-usual-pictures-misfit = 보통의 이미지에 관해 파일에 적힌 내용이 신경망과 맞지 않아요.
weights-usual-misfit = 보통의 예제에 관해 파일에 적힌 내용이 신경망과 맞지 않아요
weights-usual-impossible = 보통의 예제에 관해 파일에 적힌 값이 나올 수 없는 값이에요.

## 맞지 않는 텐서

weights-misfit = { $what }: { $problem }.
weights-not-of-lesson = 레슨 { $lesson }의 신경망 가중치가 아니에요
weights-of-another-network = 다른 신경망의 가중치예요
weights-missing = { PARTICLE($name, "이/가") } 없어요
weights-too-many = { PARTICLE($name, "은/는") } 여기에 속하지 않아요
weights-should-be = { $name }에 맞는 모양은 { PARTICLE($wanted, "이에요/예요") }
weights-should-be-not = { $name }에 맞는 모양은 { $wanted }인데, 파일에 있는 모양은 { PARTICLE($given, "이에요/예요") }
weights-row-of-numbers = 숫자 한 줄
weights-nameless = 이름 없는 텐서
weights-not-floating = { $name }에는 { $given } 대신 부동소수점 수({ $types })가 들어 있어야 해요.
weights-not-whole = { $name }에는 { $given } 대신 정수({ $types })가 들어 있어야 해요.
weights-no-floating-point = { $name }에는 { $given } 대신 부동소수점 수가 들어 있어야 해요.
weights-other-size = 파일이 손상됐어요. { PARTICLE($content, "이/가") } { $needed }바이트여야 하는데 { $held }바이트예요.
weights-content = 가중치
weights-tensors-unreadable = 파일이 손상되어 텐서를 읽을 수 없어요. { $advice }
weights-download-again = 파일을 만든 곳에서 다시 내려받아 주세요.

weights-other-shape = 레슨 { $lesson }의 신경망에서 { $name }의 모양은 { $wanted }인데, 파일에 있는 모양은 { PARTICLE($given, "이에요/예요") }.
weights-other-shape-transposed = 레슨 { $lesson }의 신경망에서 { $name }의 모양은 { $wanted }인데, 파일에 있는 모양은 { PARTICLE($given, "이에요/예요") }. 행과 열이 뒤바뀌었어요.
weights-other-shape-classes = 레슨 { $lesson }의 신경망에서 { $name }의 모양은 { $wanted }인데, 파일에 있는 모양은 { PARTICLE($given, "이에요/예요") }. 이 가중치는 클래스 { $here }개를 구별하고, 레슨의 신경망은 { $there }개를 구별해요.
weights-other-shape-order = 레슨 { $lesson }의 신경망에서 { $name }의 모양은 { $wanted }인데, 파일에 있는 모양은 { PARTICLE($given, "이에요/예요") }. 가중치의 개수는 맞지만 순서가 달라요.

weights-none = 파일에 가중치가 없어요.
weights-no-room = 모양이 { $shape }인 { PARTICLE($name, "을/를") } 읽어 들일 메모리가 없어요.
weights-cannot-be-built = 여기서는 이 신경망을 만들 수 없어요. { $problem }
weights-cnn-shapes = conv1.weight의 모양은 { $first }, fc.weight의 모양은 { PARTICLE($last, "이에요/예요") }. 레슨 001의 신경망이라면 [채널 수, 1 또는 3, 커널 크기, 커널 크기]와 [클래스 수, 입력 수]여야 해요.
weights-cnn-outputs = fc.weight의 출력이 { $outputs }개예요. 클래스마다 하나씩, 2개에서 { $most }개까지여야 해요.
weights-cnn-inputs = 첫 선형 층의 입력이 { $inputs }개예요. { $kernel } x { $kernel } 합성곱을 { $blocks }번 하고 나서, 풀링을 하든 안 하든, 이만큼 남는 정사각형 이미지는 한 변 8~{ $side }픽셀 안에 없어요.
weights-lstm-rows = embedding.weight의 행이 { $rows }개예요. 단어마다 하나씩, 3개에서 { $most }개까지여야 해요.
weights-class-names = 이 신경망은 클래스 { $count }개를 구별해요. 서로 다른 이름 { $count }개를 적어 주세요.

## 너무 큰 수

weights-not-finite = { $name }에 유한하지 않은 값이 있어요. 이런 신경망은 아무 답도 할 수 없어요.
weights-answers-not-finite = 이 파일의 신경망은 유한한 수로 답하지 않아서 쓸 수 없어요. 가중치나, 이미지를 정규화하는 수가 너무 커요.
weights-grown-too-large = 가중치가 너무 커져서 답의 일부가 유한한 수가 아니에요. 파일로 만들어도 아무도 쓸 수 없어서 내려받을 수 없어요. 학습률을 줄여 보세요.

## 파일에 적혀 있지 않아 물어보는 것

weights-normalization-posts = 0.5와 0.5(글 그대로)
weights-normalization-none = 없음(ToTensor만, 0~1)
weights-normalization-mnist = 0.1307과 0.3081(MNIST)
weights-normalization-cifar10 = 0.4914, 0.4822, 0.4465와 0.2470, 0.2435, 0.2616(CIFAR-10)

weights-pooling-none = 풀링 없음, { $side } x { $side } 픽셀
weights-pooling-max = 최대 풀링, { $side } x { $side } 픽셀
weights-pooling-average = 평균 풀링, { $side } x { $side } 픽셀

## torch.save로 저장한 파일

weights-damaged = 파일이 손상되었거나 잘렸어요. { $problem }. 다시 복사하거나 내려받아 주세요.
weights-damaged-said = { $name }에 관해 적힌 내용이 나올 수 없는 값이에요
weights-damaged-bytes = { $name }의 바이트 수가 모양과 맞지 않아요
weights-damaged-end = { PARTICLE($name, "은/는") } 가중치의 { $wanted }바이트째에서 끝나야 하는데, { $there }바이트만 있어요
weights-damaged-behind-last = 마지막 텐서 뒤에 { $count }바이트가 더 있어요
weights-damaged-behind-end = 파일의 끝 뒤에 { $count }바이트가 더 있어요
weights-damaged-no-end = 끝부분이 없거나, torch.save로 저장한 zip이 아니에요
weights-damaged-needs = { $name }에는 { $wanted }바이트가 필요한데, { $there }바이트가 있어요
weights-damaged-numbers-unreadable = { $name }의 수를 읽을 수 없어요
weights-damaged-numbers-missing = { $name }의 수가 없어요
weights-damaged-numbers-elsewhere = 수가 적혀 있는 자리에 없어요
weights-damaged-count = { $name }의 가중치 개수가 적혀 있는 것과 달라요
weights-damaged-packed = 압축을 풀 수 없는 부분이 있어요
weights-damaged-part = 크기가 적혀 있는 것과 다른 부분이 있어요
weights-damaged-places = 수가 어디에 있는지 적혀 있지 않아요
weights-damaged-too-early = { $count }바이트 일찍 끝나요

weights-torch-unnamed = torch.save로 만든 파일이지만, 이름이 붙은 가중치가 없어요. torch.save(net.state_dict(), 'net.pth')로 저장해서 올려 주세요.
weights-torch-too-large = 파일의 압축을 풀면 { $most } MB가 넘어요. 신경망 하나로는 너무 커요.
weights-torch-packed-otherwise = torch.save가 쓰지 않는 방식으로 압축된 파일이에요. 다시 저장해 주세요.
weights-torch-other-zip = 가중치가 아니라 다른 것이 든 zip 파일이에요. 가중치는 torch.save(net.state_dict(), 'net.pth')로 저장해요.
weights-torch-several = 신경망이 여러 개 든 zip 파일이라 가중치로 읽을 수 없어요. 가중치는 torch.save(net.state_dict(), 'net.pth')로 저장해요.
weights-torch-script = 실행해야 하는 TorchScript 프로그램이에요. torch.save(net.state_dict(), 'net.pth')로 저장해 주세요.
weights-torch-byte-order = 바이트 순서가 다른 컴퓨터에서 저장한 파일이라, 여기서는 읽을 수 없어요.
weights-torch-other-pickle = torch.save로 저장하지 않은 pickle이라 열지 않아요. torch.save(net.state_dict(), 'net.pth')로 저장해 주세요.

weights-pickle-unreadable = 파일이 손상되어 가중치의 설명을 읽을 수 없어요.
weights-pickle-too-much = 파일에 가중치 말고 다른 것이 너무 많아요. torch.save(net.state_dict(), 'net.pth')로 저장해 주세요.
weights-pickle-code = 가중치에는 필요 없는 일을 하는 파일이라 열지 않아요(pickle 코드 { $code }).
weights-pickle-names = state_dict가 아니에요. 이름이 글자로 되어 있지 않아요.
weights-pickle-no-dict = state_dict가 아니에요. dict가 아닌 것을 바꾸려고 해요.
weights-pickle-numbers = 파일이 손상됐어요. 텐서의 수가 적혀 있는 자리에 없거나, 너무 많아요.
weights-pickle-claims = 파일이 손상됐어요. 두 텐서가 같은 수를 서로 다르게 써요.
weights-pickle-sizes = 파일이 손상됐어요. 나올 수 없는 크기의 텐서가 있어요.
weights-pickle-too-few = 파일이 손상됐어요. 모양이 { $shape }인 텐서에는 수가 { $needed }개 필요한데, { $there }개만 있어요.
weights-pickle-only = 파일이 손상됐어요. 모양이 { $shape }인 텐서에 수가 { $there }개밖에 없어요.
weights-pickle-whole-network = torch.save(net)로 신경망 전체({ $name })를 저장한 파일이라, 열면 그 안의 코드가 실행돼요. torch.save(net.state_dict(), 'net.pth')로 저장해서 올려 주세요.
weights-pickle-loads = 파일이 가중치에는 필요 없는 { PARTICLE($name, "을/를") } 불러오려고 해서 열지 않아요. torch.save(net.state_dict(), 'net.pth')로 저장해서 올려 주세요.
weights-pickle-nameless = 이름 없는 것
