# 방문자의 데이터: 클래스별 이미지, 클래스의 이름, 파일의 내용, 아직 모자란 것.

## 모은 이미지

own-nothing = 아직 가져온 데이터가 없어요.
own-no-pictures = 아직 이미지가 없어요.
own-one-class = 클래스가 { $name } 하나뿐이에요. 신경망이 구별하려면 클래스가 둘 이상 있어야 해요.
own-one-picture = { $name } 클래스에는 이미지가 한 장뿐이에요. 클래스마다 두 장 이상 있어야 해요. 한 장은 학습에, 한 장은 테스트에 써요.
own-unlearnt = 파일에 나뉜 대로라면 { $name } 클래스에는 학습에 쓸 이미지가 없어요.
own-untested = 파일에 나뉜 대로라면 테스트에 쓸 이미지가 없어요.
own-imbalance = { $most } 클래스는 이미지가 { $count_most }장인데 { PARTICLE($least, "은/는") } { $count_least }장뿐이에요. 늘 { PARTICLE($most, "이라/라") }고만 답하는 신경망은 아무것도 배우지 않고도 { $percent }%를 맞혀요. { PARTICLE($least, "을/를") } 더 가져오고, 평가 페이지에서 클래스마다 재현율을 살펴보세요.
own-for-train = 학습용 { $count }장
own-for-validation = 검증용 { $count }장
own-for-test = 테스트용 { $count }장
own-kept = 파일에 나뉜 대로 두었어요: { $counted }.
own-kept-untested = 파일에 나뉜 대로 두었어요: { $counted }. { $classes } 클래스는 테스트할 이미지가 없어요.
own-not-mixed = 그림과 사진은 섞을 수 없어요. 한쪽으로 바꾸거나 “처음부터 다시”를 눌러 주세요.
own-other-shape = 지금까지의 이미지는 { $wanted }(채널, 높이, 너비)인데 이 이미지는 { PARTICLE($added, "이에요/예요") }. 같은 종류와 크기의 이미지를 가져오거나, 지금 있는 것을 이 이미지로 바꿔 주세요.
own-too-many-classes = 클래스가 { $count }개가 돼요. { $most }개까지만 쓸 수 있어요.
own-too-many = 이미지가 { $count }장이 돼요. { $most }장, 픽셀로는 { $megabytes } MB까지만 받아요. 더 적게 가져와 주세요.

## 클래스의 이름

own-name-none = 클래스에 이름이 없어요. 이름을 지어 주세요.
own-name-taken = { $name } 클래스가 이미 있어요. 다른 이름을 지어 주세요.
own-name-unseen = { $name }: 클래스의 이름으로 쓸 수 없어요. 화면에 아무것도 보이지 않아요.
own-name-twice = 두 클래스의 이름이 여기서는 똑같아 보여요: “{ $name }”. 가운데 글자나 보이지 않는 문자만 달라요. 하나를 { $most }자를 넘지 않는 다른 이름으로 바꿔 주세요.
own-name-shortened = 이름이 { $most }자보다 길어서 줄였어요. 클래스 이름: “{ $name }”.
own-name-cleaned = 이름에 보이지 않는 문자가 있어서 지웠어요. 클래스 이름: “{ $name }”.
own-alike = { $names } 클래스는 서로 달라요. 같은 뜻이라면 합쳐 주세요.

## 파일을 쓸 수 없는 까닭. .sentence는 온전한 문장

own-kinds = PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC, AVIF
own-is-no-picture = { own-kinds } 이미지가 아니에요
    .sentence = { own-kinds } 이미지가 아니에요.
own-is-empty = 이미지가 아니라 빈 파일이에요
    .sentence = 이미지가 아니라 빈 파일이에요.
own-is-film = 이미지가 아니라 동영상이에요
    .sentence = 이미지가 아니라 동영상이에요.
own-is-pdf = 이미지가 아니라 PDF 문서예요
    .sentence = 이미지가 아니라 PDF 문서예요.
own-is-zip = 이미지가 아니라 zip 파일이에요
    .sentence = 이미지가 아니라 zip 파일이에요.
own-is-photoshop = 이미지가 아니라 포토샵 문서예요
    .sentence = 이미지가 아니라 포토샵 문서예요.
own-is-svg = 픽셀 이미지가 아니라 선으로 된 그림(SVG)이에요
    .sentence = 픽셀 이미지가 아니라 선으로 된 그림(SVG)이에요.
own-is-web-page = 이미지가 아니라 웹 페이지예요
    .sentence = 이미지가 아니라 웹 페이지예요.
own-is-git-lfs = 이미지가 아니라 Git LFS 포인터예요(“git lfs pull” 명령으로 원래 파일을 받을 수 있어요)
    .sentence = 이미지가 아니라 Git LFS 포인터예요(“git lfs pull” 명령으로 원래 파일을 받을 수 있어요).
own-damaged = 파일이 손상됐어요
own-too-many-pixels = 픽셀이 너무 많아요(1,300만, HEIC는 2,500만, JPEG는 6,000만까지)
own-too-many-scans = 스캔이 { $most }개가 넘는 JPEG라서 읽는 데 몇 분이 걸려요
own-colours = 색({ $mode })을 읽을 수 없어요. RGB로 저장해 주세요

## 픽셀이 되는 수

own-pixels-infinite = 빠졌거나 무한대인 픽셀이 있어요. 이미지에는 모든 픽셀이 있어야 해요.
    .short = 빠졌거나 무한대인 픽셀이 있어요
own-pixels-beyond = 픽셀이 { $low }에서 { $high }까지인데, 이미지라면 그럴 수 없어요.
    .short = 픽셀이 { $low }에서 { $high }까지예요
own-pixels-moved = { $low }에서 { $high }까지인 픽셀을 0에서 255로 옮겼어요.
own-pixels-stretched = { $low }에서 { $high }까지인 픽셀을 0에서 255로 늘렸어요.
own-pixels-dark = { PARTICLE($high, "을/를") } 넘는 픽셀이 없어서 0에서 { $high }까지를 0에서 255로 늘렸어요.
own-pixels-bits = 0에서 { $most }까지인 { $bits }비트 픽셀을 0에서 255로 맞췄어요.
own-pixels-unusual = 픽셀이 { $low }에서 { $high }까지라 흔한 범위가 아니어서 0에서 255로 늘렸어요.
