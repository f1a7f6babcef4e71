# 방문자의 파일에 대해 하는 말: 쓸 수 없는 까닭, 짐작한 것, 뺀 것.

files-semicolon = { $before }; { $part }
files-and-left-out = { $problem } { $left_out }

## 모든 파일

files-none = 파일이 없어요.
files-too-many = 파일이 { $count }개예요. { $most }개까지만 읽을 수 있으니 줄여 주세요.
files-bring-alone = 여러 파일을 한꺼번에 올릴 때는 모두 한 클래스의 이미지여야 해요. { PARTICLE($name, "은/는") } 따로 올려 주세요.
files-is-rar = RAR 압축 파일은 여기서 풀 수 없어요. 폴더를 zip으로 압축해 주세요.
files-is-7z = 7z 압축 파일은 여기서 풀 수 없어요. 폴더를 zip으로 압축해 주세요.
files-is-gz = gz 압축 파일은 여기서 풀 수 없어요. 폴더를 zip으로 압축해 주세요.
files-is-npy = 배열 하나만 든 파일(.npy)이에요. numpy.savez로 이미지와 레이블을 .npz 하나에 함께 저장해 주세요.
files-is-old-office = 예전 Excel이나 Word 문서예요. 표를 “CSV UTF-8” 형식으로 저장해 주세요.
files-is-pdf = PDF 문서예요. 이미지, 폴더를 담은 zip, .npz, CSV 중 하나를 올려 주세요.
files-is-excel = Excel 통합 문서예요. 시트를 “CSV UTF-8” 형식으로 저장해서 올려 주세요.
files-is-word = Word나 PowerPoint 문서예요. 그 안의 이미지를 따로따로 파일로 저장해서 올려 주세요.
files-is-weights = PyTorch 가중치 파일이에요. 평가 페이지나 써 보기 페이지의 “가중치”에 올려 주세요.
files-of-other-kind = { $what } 이미지, 폴더를 담은 zip, .npz, CSV 중 하나를 올려 주세요.
files-none-read = 읽을 수 있는 이미지가 없어요.
files-left-out-one = { $name }: { $problem }
files-left-out = 뺀 파일: { $files }.
files-left-out-more = 뺀 파일: { $files }; 그 밖에 { $more }개.
files-put-together = { $problem } 그래서 이미지를 모두 합쳤고, 아래에서 다시 나눠요.
files-too-many-bytes = 이미지가 { $megabytes } MB를 차지해요. { $most } MB까지만 담을 수 있으니 줄여 주세요.
files-too-many-classes = 클래스가 { $count }개예요. 여기서는 { $most }개까지만 구별할 수 있어요.

## 폴더를 담은 zip

files-zip-damaged = zip 파일이 아니거나 손상된 파일이에요. 폴더를 다시 압축해 주세요.
files-zip-too-many = zip에 파일이 { $count }개 들어 있어요. { $most }개까지만 읽을 수 있으니 이미지를 줄여서 압축해 주세요.
files-zip-bytes = zip을 풀면 { $megabytes } MB가 돼요. { $most } MB까지만 읽을 수 있으니 이미지를 줄이거나 더 작은 이미지로 압축해 주세요.
files-zip-pixels = 이미지가 모두 합쳐 { $most }메가픽셀이 넘어서 읽는 데 몇 분이 걸려요. 이미지를 줄이거나 더 작은 이미지를 올려 주세요.
files-zip-long-name = zip 안에 { $most }자가 넘는 이름이 있어요. 파일 이름을 더 짧게 지어 주세요.
files-zip-locked = zip에 암호가 걸려 있어요. 암호 없이 압축해 주세요.
files-zip-packed = zip이 { $method }으로 압축되어 있어서 여기서는 풀 수 없어요. 흔히 쓰는 Deflate 방식으로 폴더를 다시 압축해 주세요.
files-zip-method = { $number ->
    [1] Shrink 방식
    [6] Implode 방식
    [9] Deflate64 방식
    [12] bzip2 방식
    [14] LZMA 방식
    [93] Zstandard 방식
    [95] XZ 방식
    [98] PPMd 방식
   *[other] { NUMBER($number, useGrouping: 0) }번 방식
}
files-zip-no-pictures = zip에 이미지({ $kinds })가 없어요.
files-zip-only-archives = zip에 이미지({ $kinds })가 없어요. 안에 다른 압축 파일이 있으니, 먼저 그것을 풀고 그 안의 폴더를 압축해 주세요.
files-zip-no-folders = zip에 폴더가 없어요. 클래스마다 그 이름으로 폴더를 만들어 이미지를 넣고, 폴더를 압축해 주세요. (파일 이름이 “cat.0.jpg”, “cat.1.jpg”, “dog.0.jpg” 같아도 괜찮아요.)
files-zip-hidden = 컴퓨터가 스스로 만들거나 숨겨 둔 파일 { $count }개는 읽지 않았어요.
files-zip-empty = 빈 폴더 { $count }개는 클래스로 보지 않았어요: { $names }.
files-zip-empty-more = 빈 폴더는 클래스로 보지 않았어요: { $names } 외 { $more }개.
files-zip-names-cp949 = zip 안의 이름은 코드 페이지 949(한국어)로 읽었어요.
files-zip-names-cp932 = zip 안의 이름은 코드 페이지 932(일본어)로 읽었어요.
files-zip-names-gb18030 = zip 안의 이름은 코드 페이지 936(중국어)으로 읽었어요.
files-zip-names-cp950 = zip 안의 이름은 코드 페이지 950(중국어 번체)으로 읽었어요.
files-zip-names-cp850 = zip 안의 이름은 코드 페이지 850(서유럽)으로 읽었어요.
files-zip-names-cp1252 = zip 안의 이름은 코드 페이지 1252(서유럽)로 읽었어요.
files-zip-names-cp866 = zip 안의 이름은 코드 페이지 866(키릴 문자)으로 읽었어요.
files-zip-names-cp1251 = zip 안의 이름은 코드 페이지 1251(키릴 문자)로 읽었어요.
files-zip-names-cp437 = zip 안의 이름은 코드 페이지 437로 읽었어요.
files-deeper = 클래스 폴더 안의 폴더는 그 클래스에 넣었어요: { $names }.
files-deeper-and-others = 클래스 폴더 안의 폴더는 그 클래스에 넣었어요: { $names } 등.
files-validation-tests = 테스트용 폴더가 없어서 검증용 폴더를 테스트에 써요.
files-classes-by-names = 클래스 폴더가 없어서 파일 이름의 앞부분을 클래스로 삼았어요: { $names }.

## 파일 하나를 뺀 까닭: 파일 이름과 쌍점 뒤에 와요

files-packed = { $method }으로 압축되어 있어요
files-inner-archive = zip 안에 든 압축 파일이라 먼저 풀어야 해요
files-no-picture = 이미지가 아니에요
files-cannot-unpack = 압축을 풀 수 없어요
files-member-bytes = { $most } MB보다 커요
files-beside-parts = 학습용 폴더와 테스트용 폴더 밖에 있어요
files-beside-classes = 클래스 폴더 밖에 있어요
files-no-class-in-name = 이름이 클래스로 시작하지 않아요

## .npz

files-npz-damaged = .npz 파일이 아니거나 손상된 파일이에요. numpy.savez로 저장해 주세요.
files-npz-packed = 여기서 읽을 수 없는 방식으로 압축한 .npz예요. numpy.savez_compressed로 저장해 주세요.
files-npz-two = .npz에 { $kind ->
    [images] 이미지
   *[labels] 레이블
}일 수 있는 배열이 두 개 있어요: { $arrays }. 하나만 남겨 주세요.
files-npz-needs-both = .npz에는 이미지와 레이블, 두 배열이 있어야 하고 레이블의 수가 이미지의 수와 같아야 해요. 지금 있는 배열: { $arrays }. 이미지와 레이블을 찾을 수 있게 numpy.savez('own.npz', images=..., labels=...)로 저장해 주세요.
files-npz-needs-labels = .npz에는 이미지와 레이블, 두 배열이 있어야 하고 레이블의 수가 이미지의 수와 같아야 해요. 지금 있는 배열: { $arrays }. 레이블을 찾을 수 있게 numpy.savez('own.npz', images=..., labels=...)로 저장해 주세요.
files-npz-no-arrays = 없음
files-npz-by-shape = 배열의 모양을 보고 이렇게 짐작했어요: { $pairs }.
files-npz-pair = { PARTICLE($images, "이/가") } 이미지, { PARTICLE($labels, "이/가") } 그 레이블
files-npz-for-testing = { PARTICLE($images, "은/는") } 테스트용으로 보았어요.
files-npz-without-labels = 레이블이 없어서 뺐어요: { $images }.
files-arrays-empty = 배열이 비어 있어요.
files-too-many-images = 이미지가 { $count }장이에요. { $most }장까지만 읽을 수 있으니 줄여서 저장해 주세요.
files-two-sizes = 학습용 이미지와 테스트용 이미지의 크기가 달라요. 같은 크기로 저장해 주세요.
files-last-axis = { $images }의 마지막 축을 이미지의 수로 보았어요.
files-array-too-large = 모양이 { $shape }인 배열 { PARTICLE($name, "은/는") } 너무 커요. 이미지를 줄이거나 더 작은 이미지로 저장해 주세요.
files-array-to-turn = 모양이 { $shape }인 배열 { PARTICLE($name, "은/는") } 너무 커서 축을 바꿀 수 없어요. 이미지가 첫 번째 축에 놓이게 C 순서로(numpy.ascontiguousarray) 저장해 주세요.
files-array-cut-off = 배열 { PARTICLE($name, "이/가") } 중간에 끊겨 있어요. 파일을 다시 저장해 주세요.
files-array-of-objects = 배열 { $name }에는 Python 객체가 들어 있어요. 객체에는 코드가 숨어 있을 수 있어서 불러오지 않아요. 숫자나 텍스트로 저장해 주세요.
files-no-list-of-images = { $images }의 모양이 { $shape }인데, 이미지를 모은 배열 (N, H, W)가 아니에요.
files-shapes-differ = { $images }의 모양은 { $shape }, { $labels }의 모양은 { PARTICLE($shape_of_labels, "이에요/예요") }. 이미지 (N, H, W) 또는 (N, H, W, C)와 같은 수의 레이블 (N,)이 있어야 해요.
files-pixels-of-type = 픽셀의 자료형이 { PARTICLE($type, "이에요/예요") }. 0~255의 정수 같은 숫자여야 해요.
files-images-of-shape = 이미지의 모양이 { PARTICLE($shape, "이에요/예요") }. (N, H, W), (N, H, W, C), (N, C, H, W)이거나 한 행이 이미지 하나의 픽셀이어야 해요.
files-images-of-channels = 이미지의 모양이 { PARTICLE($shape, "이에요/예요") }. 채널이 { $channels }개인데, 1개(흑백), 3개(컬러), 4개(투명도 포함)만 읽을 수 있어요. (N, H, W), (N, H, W, C), (N, C, H, W)이거나 한 행이 이미지 하나의 픽셀이어야 해요.
files-images-too-small = 이미지가 { $height } x { $width } 픽셀이에요. 적어도 { $least } x { $least } 픽셀이어야 해요.
files-no-square = 레이블을 빼면 한 행에 픽셀이 { NUMBER($count, useGrouping: 0) }개인데, { $least } x { $least }부터 { $most } x { $most }까지의 정사각형 이미지가 되지 않아요. (28 x 28이면 784개, 컬러면 2,352개예요.)
files-rows = 숫자 { $count }개로 된 행을 { $side } x { $side } 이미지로 읽었어요.
files-rows-by-colour = 숫자 { $count }개로 된 행을 { $side } x { $side } 컬러 이미지로 읽었어요. 색을 하나씩 차례로 적은 것으로 보았어요.
files-rows-by-pixel = 숫자 { $count }개로 된 행을 { $side } x { $side } 컬러 이미지로 읽었어요. 픽셀마다 색을 모아 적은 것으로 보았어요.
files-labels-of-type = 레이블의 자료형이 { PARTICLE($type, "이에요/예요") }. 정수나 텍스트여야 해요.
files-labels-too-many = 이미지는 { $count }장이고 레이블의 모양은 { PARTICLE($shape, "이에요/예요") }. 이미지마다 하나씩 있어야 해요.
files-labels-differ = 이미지는 { $count }장이고 레이블의 모양은 { PARTICLE($shape, "이에요/예요") }. 이미지마다 레이블이 하나씩 있어야 해요.
files-labels-not-one-hot = 레이블의 모양이 { $shape }인데 원-핫(one-hot)이 아니에요. 원-핫은 한 행에 1이 하나뿐이고 나머지는 0이에요. 이미지마다 클래스가 딱 하나 있어야 해요.
files-labels-one-hot = 레이블이 원-핫(one-hot)이라서 1의 자리를 클래스로 보았어요.
files-labels-missing = 빠졌거나 무한대인 레이블이 있어요. 이미지마다 레이블이 있어야 해요.
files-labels-different = 서로 다른 레이블이 { $most }개가 넘어요. 여기서는 { $most }개까지만 구별할 수 있어요. 레이블이 맞는지 확인해 주세요.

## CSV

files-text-utf-16 = 텍스트를 UTF-16으로 읽었어요.
files-text-cp949 = 텍스트를 코드 페이지 949(한국어)로 읽었어요.
files-text-cp1252 = 텍스트를 코드 페이지 1252로 읽었어요.
files-csv-bytes = CSV가 { $megabytes } MB예요. { $most } MB까지만 읽을 수 있어요. 이미지를 .npz로 저장하면 몇 배 더 작아져요.
files-csv-not-utf-8 = CSV가 UTF-8 텍스트가 아니에요. “CSV UTF-8” 형식으로 저장해 주세요.
files-csv-damaged = CSV가 손상되어 텍스트를 끝까지 읽을 수 없어요. “CSV UTF-8” 형식으로 저장해 주세요.
files-csv-no-text = 텍스트에는 없는 바이트가 들어 있어요. CSV가 아니에요.
files-csv-columns = CSV의 열이 { $count }개예요. 이미지는 { $side } x { $side } 픽셀까지만 읽을 수 있어요.
files-csv-no-rows = CSV에 행이 없어요. 한 행에 레이블 하나와 이미지 하나의 픽셀이 있어야 해요.
files-csv-rows = CSV의 행이 { $count }개예요. { $most }개까지만 읽을 수 있으니 줄여서 저장해 주세요.
files-csv-long-row = CSV에 { $most }자가 넘는 행이 있어요. 이미지는 { $side } x { $side } 픽셀까지만 읽을 수 있어요.
files-csv-quotation = CSV를 읽을 수 없어요. 닫히지 않은 따옴표가 있거나 너무 긴 칸이 있어요.
files-csv-no-rows-or-quotation = CSV에 행이 없거나 닫히지 않은 따옴표가 있어요.
files-csv-pixels-as-text = 한 칸에 이미지의 모든 픽셀이 텍스트로 들어 있어요. 픽셀마다 열을 따로 두거나, 이미지를 .npz로 저장해 주세요.
files-csv-of-texts = 텍스트가 담긴 표예요. 내 데이터를 쓰는 레슨 001은 이미지로 배우므로, 한 행에 이미지 하나의 픽셀이 있어야 해요. 텍스트 하나는 써 보기 페이지에서 레슨 002b의 신경망에 넣어 볼 수 있어요. 이 신경망은 영화 리뷰를 읽어요.
files-csv-widths = CSV의 { $row }행에는 열이 { $count }개인데 첫 행에는 { $first }개예요. 모든 행에 레이블 하나와 같은 수의 픽셀이 있어야 해요.
files-csv-unreadable = CSV를 읽을 수 없어요. 한 행에 이미지를 하나씩 넣어 “CSV UTF-8” 형식으로 저장해 주세요.
files-csv-separators = CSV를 읽을 수 없어요. 열 사이를 쉼표로 나눠 저장해 주세요.
files-csv-no-label-in = CSV의 { $row }행에 레이블이 없어요. 모든 행에 레이블이 있어야 해요.
files-csv-no-label = 레이블이 없어요. 행마다 숫자가 { $count }개 있지만, 이미지가 무엇인지 알려 주는 것이 없어요. label이라는 열에 클래스를 넣어 주세요.
files-csv-too-few-columns = 한 행에 열이 { $count }개뿐이라 이미지가 되지 않아요. 한 행에 레이블 하나와 이미지 하나의 픽셀이 있어야 해요.
files-csv-empty-cells = CSV에 빈칸밖에 없어요. 한 행에 레이블 하나와 이미지 하나의 픽셀이 있어야 해요.
files-csv-empty-cell = 픽셀이 빠졌거나 숫자가 아닌 곳이 있어요. CSV의 { $row }행 { $column }열이 비어 있어요. 레이블이 아닌 열에는 모두 숫자가 있어야 해요.
files-csv-bad-cell = 픽셀이 빠졌거나 숫자가 아닌 곳이 있어요. CSV의 { $row }행 { $column }열에 있는 { PARTICLE($cell, "은/는") } 숫자가 아니에요. 레이블이 아닌 열에는 모두 숫자가 있어야 해요.
files-csv-read-with = 이렇게 읽었어요: { $parts }.
files-csv-with-semicolons = 열 사이는 세미콜론
files-csv-with-tabs = 열 사이는 탭
files-csv-with-bars = 열 사이는 세로줄
files-csv-with-spaces = 열 사이는 공백
files-csv-decimal-commas = 소수점은 쉼표
files-csv-label-in = 레이블은 { $column }번째 열
files-csv-label-named = 레이블은 { $column }번째 열 “{ $name }”
files-csv-columns-left-out = 뺀 열은 { $count }개({ $numbers }번째)
