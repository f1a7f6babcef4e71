# 신경망: 만들 수 없는 까닭, 층의 모양.

models-words = 단어 수
models-words-by = 단어 수 x { $numbers }

models-kernel-over-image = { $kernel } x { $kernel } 커널이 { $side } x { $side } 픽셀인 이미지보다 커서 놓을 자리가 없어요. 커널을 더 작게 해 주세요.
models-kernel-over-block = { $kernel } x { $kernel } 커널이 블록 { PARTICLE($block, "이/가") } 이미지에서 남기는 { $side } x { $side } 픽셀보다 커서 놓을 자리가 없어요. 커널이나 블록 수를 줄이거나 풀링을 빼 주세요.
models-nothing-left = 블록 { $block } 뒤에는 이미지가 남지 않아요. 풀링이 한 변을 1에서 0으로 줄이기 때문이에요. 블록 수나 커널을 줄이거나 풀링을 빼 주세요.
models-not-flat = 글에서처럼 펼치지 않으면 선형 층은 수 { $row }개가 한 줄로 오기를 기다리는데 모양이 { $shape }인 덩어리를 받게 되고, PyTorch는 (이미지 한 장일 때) “mat1 and mat2 shapes cannot be multiplied ({ $given } and { $weights })”라고 알려요. 층 앞에 “x = torch.flatten(x, 1)”을 넣으려면 “{ $label }”에서 { PARTICLE($yes, "을/를") } 골라 주세요.
models-too-many-parameters = 이 신경망은 파라미터가 { $parameters }개가 돼요. 여기서는 { $most }개까지 학습할 수 있어요. 채널 수를 줄이거나, 풀링을 하거나, 은닉층을 더 작게 해 주세요.
models-too-many-numbers = 합성곱이 이미지 한 장에서 수 { $numbers }개를 만들게 돼요. 여기서는 { $most }개까지 만들 수 있어요. 채널 수나 블록 수를 줄이거나 풀링을 해 주세요.
