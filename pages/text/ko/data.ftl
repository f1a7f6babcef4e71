# 데이터 페이지: 예제, 모양, 균형, 텍스트를 나누는 단위, 내 데이터 가져오기.

data-lead = 학습하기 전에 예제를 살펴보세요. 무엇을 넣느냐에 따라 무엇이 나오는지가 정해져요.
data-loading = { $title } 불러오는 중...
data-cutting = { PARTICLE($title, "을/를") } { PARTICLE($units, "으로/로") } 나누는 중...
data-bring-own = 내 데이터 가져오기

## 예제

data-examples = 예제
data-others = 다른 예제 보기
data-example = { $name } 클래스의 학습 예제
data-custom = CustomDataset으로 보기
data-custom-questions = PyTorch의 `Dataset`은 두 가지 물음에 답해요. 예제가 몇 개인지, 그리고 `idx`번째 예제가 무엇인지예요.
data-calls = { $method } 호출
data-example-number = { $number }번째 학습 예제: { $name }

## 모양, 균형, 정규화

data-shapes = 모양
data-part = 부분
data-tensor = 텐서
data-shape = 모양
data-type = 자료형
data-part-training = 학습
data-part-validation = 검증
data-part-test = 테스트
data-shapes-of-images = 텐서는 숫자를 모아 놓은 덩어리이고, 모양은 방향마다 몇 개씩 있는지를 나타내요. inputs의 모양은 예제, 채널, 높이, 너비 순서예요. 픽셀 하나는 1바이트로, 0(검정)부터 255(하양 또는 가장 진한 색)까지예요.
data-shapes-of-texts = 한 부분의 리뷰는 모두 ids에 차례로 이어져 있고, 리뷰 i는 offsets[i]부터 offsets[i + 1]까지예요. 패딩은 저장하지 않고 미니배치를 만들 때 더해요.
data-balance = 클래스 균형
data-balance-even = 클래스마다 학습 예제가 { $count }개씩 있어요.
data-balance-uneven = 학습 예제가 가장 적은 클래스에는 { $least }개, 가장 많은 클래스에는 { $most }개가 있어요.
data-normalisation = 정규화가 하는 일
data-normalisation-sample = 신경망은 0 근처의 숫자에서 더 쉽게 배워서, 픽셀을 옮기고 크기를 맞춰요. 학습 이미지 가운데 처음 { $count }장까지의 픽셀이에요.
data-normalisation-none = **정규화 전: 0에서 1까지의 픽셀.** 평균 { $mean }, 표준 편차 { $std }, 범위 { $low }에서 { $high }까지.
data-normalisation-half = **글 그대로.** 평균 { $mean }, 표준 편차 { $std }, 범위 { $low }에서 { $high }까지.
data-normalisation-dataset = **이 데이터셋의 평균과 표준 편차로.** 평균 { $mean }, 표준 편차 { $std }, 범위 { $low }에서 { $high }까지.

## 텍스트

data-cut-into = 나누는 단위
data-cut-by-basic_english = torchtext의 basic_english로 텍스트를 단어로 나눠요. 글에서 쓴 spaCy가 설치되어 있으면 그것을 써요.
data-cut-by-spacy = 글에서처럼 spaCy의 영어 규칙으로 텍스트를 단어로 나눠요.
data-cut-by-syllables = 텍스트를 글자로 나눠요. 한글은 한 글자가 한 음절이고, 띄어쓰기(␣)도 한 글자로 쳐요.
data-cut-by-spaces = 띄어쓰기에서 텍스트를 나눠요. 그 사이의 어절은 조사와 어미까지 통째로 남아요.
data-cut-by-kiwi = kiwipiepy로 텍스트를 형태소로 나눠요.
data-length = 길이
data-length-mean = 평균 길이는 { $units } { $mean }개, 표준 편차는 { PARTICLE($std, "이에요/예요") }. 마지막 막대에는 가장 긴 20분의 1이 모두 들어 있어요. 배치 안에서는 가장 긴 것에 맞춰 나머지를 채우므로, 길이가 서로 다를수록 채움이 많아져요.
data-vocabulary = 어휘 사전
data-commonest = { $units } { $count }개. 가장 흔한 것: { $commonest }
data-unknown = 그 밖의 { PARTICLE($unit, "은/는") } 모두 `<unk>`가 돼요(테스트 데이터의 { $percent }%). `<pad>`는 짧은 리뷰를 채워요.

## 내 데이터 가져오기

data-enough = 클래스마다 조금씩 다른 이미지 { $count }장이면 시작하기에 충분해요.
data-bring = { $name } 예제 가져오기
data-class-name = { $number }번째 클래스의 이름
data-class-count = **{ $count }**장
data-class-empty = 아직 이미지가 없어요.
data-add-class = 클래스 추가
data-remove-class = { $name } 클래스 지우기
data-files-of-all = 모든 클래스가 든 파일
data-files-of-class = 이 클래스의 이미지
data-way-draw = 그리기
data-way-files = 파일
data-way-camera = 카메라
data-add-drawing = 그림 추가
data-other-kind = 그림과 사진은 섞을 수 없어요. 다른 종류를 가져오려면 위의 “처음부터 다시”를 눌러 주세요.
data-take = 사진 찍기
data-photograph-unusable = 사진을 쓸 수 없어요: { $problem }.
data-side = 신경망에 보여 줄 이미지 크기
    .help = 이미지마다 가운데를 정사각형으로 잘라 이 크기로 맞춰요. 클수록 더 자세히 보이지만 학습이 느려져요.

## 파일

data-files = 한 클래스의 이미지, 클래스마다 폴더가 있는 zip, .npz 또는 CSV
    .help = 이미지: PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC, AVIF. zip에는 train 폴더와 test 폴더가 있어도 돼요. .npz에는 images (N, H, W) 또는 (N, H, W, 3)과 labels (N,)가 들어 있어야 해요. CSV에는 행마다 레이블과 이미지 하나의 픽셀이 있어야 해요.
data-read = **이미지 { $count }장을 읽었어요.**
data-unchanged = 지금까지 모은 것은 그대로예요.
data-read-of = 읽은 이미지, { $name } 클래스
data-read-loose = 읽은 이미지
data-class-of-files = 이 이미지들의 클래스
data-add = 지금 있는 것에 추가
data-add-first = 추가
data-replace = 지금 있는 것과 바꾸기
data-leave = 그만두기

## 가져온 데이터와 다음 단계

data-step-train = 학습
data-step-train-empty = 아직 이미지가 없는 클래스: { $names }. 이대로 학습하면 빼고 배우기 때문에, 신경망은 이 답을 할 수 없어요.
data-step-train-ready = 클래스 { $classes }개에 이미지 { $count }장이 있어요.
data-step-try = 바로 답을 들어 보기
data-step-try-later = 학습이 끝나면 그리거나 보여 주는 것에 신경망이 답해요.
data-step-try-knows = 신경망이 아는 클래스: { $names }
data-try = 써 보기
data-merge = { $names } 합치기({ $count }장)
data-start-over = 처음부터 다시
data-train = 이 데이터로 학습
data-parts = 파일에 나뉜 대로 **{ $counted }**이에요. 신경망은 테스트용 이미지로는 배우지 않아요. 새로 추가하는 것은 학습용이에요.
data-split-at-random = 무작위로 나누기
data-share = 테스트용 비율(%)
data-seed = 나누기 시드
    .help = 같은 숫자는 늘 같은 이미지를 테스트용으로 뽑고, 다른 숫자는 다른 이미지를 뽑아요.
data-split = **학습용 { $train }장, 테스트용 { $test }장**이에요. 클래스마다 같은 비율로 시드에 따라 뽑았어요. 신경망은 테스트용 이미지로는 배우지 않아요.

## 되돌리기, 그리고 되돌릴 수 있는 일($what)

data-undo = 되돌리기
    .help = { $what } 전으로 돌아가요.
data-did-add-last = 마지막 이미지 추가
data-did-add = 파일 추가
data-did-replace = 파일로 바꾸기
data-did-put-together = 파일에 나뉜 부분 합치기
data-did-merge = 클래스 합치기
data-did-remove-all = 모두 지우기
data-did-remove = { $name }의 이미지 지우기
data-did-remove-class = { $name } 클래스 지우기
data-did-rename = { $name } 클래스의 이름 바꾸기
