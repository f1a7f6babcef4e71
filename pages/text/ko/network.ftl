# 페이지가 다루는 신경망, 가중치 내려받기와 올리기.

network-choice = 신경망
network-weights = 가중치
network-terms = 1에폭은 학습할 예제를 모두 한 번씩 보는 것이에요. 테스트 세트는 학습에 쓰지 않은 예제예요.
network-of-demo = 시연에서 학습한 뒤로 여기서 답하고 있어요.
network-none-yet = { PARTICLE($run, "은/는") } 아직 에폭을 하나도 마치지 않았어요. 그때까지 이 페이지에서는 위의 신경망을 다뤄요.
network-download = 가중치 내려받기
    .help = 가중치는 신경망이 학습한 숫자예요. 어떻게 학습했는지와 함께 safetensors 파일 하나로 내려받아요.
network-download-program = 가중치를 쓰는 프로그램(.py)
    .help = { $file } 옆에 두세요. 이미지나 텍스트에 이 페이지처럼 답하고, 이 앱은 필요 없어요.
network-download-card = 설명 내려받기(JSON)
network-other-in-use = 지금 평가와 써 보기 페이지에서는 다른 신경망을 쓰고 있어요.
network-use-own = 여기서 학습한 신경망 쓰기
network-upload = 가중치 올리기
    .help = “가중치 내려받기”로 만든 파일, 또는 레슨의 신경망을 직접 학습해 torch.save(net.state_dict(), 'net.pth')나 safetensors로 저장한 파일이에요.

## 무엇으로 학습했는지 파일에 적혀 있지 않은 가중치

network-recognised = **레슨 { $lessons }의 가중치예요.** 어떻게 학습했는지는 파일에 적혀 있지 않으니, 아는 것을 알려 주세요.
network-either = { $before } 또는 { $item }
network-normalisation = 픽셀의 정규화(평균과 표준 편차)
    .help = 신경망을 학습할 때 transforms.Normalize에 넣은 값이에요. 값이 다르면 훨씬 자주 틀려요. 모른다면 하나씩 골라 보면서 평가 페이지의 정확도를 비교해 보세요.
network-lesson = 레슨
network-learnt-from = 학습한 데이터
network-pooling = 풀링과 이미지의 픽셀 수
    .help = 가중치의 모양은 이 모두와 맞아요.
network-class-names = 클래스 { $count }개의 이름, 한 줄에 하나씩
network-class = 클래스 { $number }
network-words-numbered = 여기처럼 자주 나오는 순서대로 단어에 번호를 매긴 신경망이어야 올바로 답해요.
network-other-words = 이 가중치는 단어 { $rows }개에 맞춰져 있는데, 여기 { $name }에는 { $counts }개가 있어요. 어떤 단어인지는 파일에 없어서 다른 단어에는 쓸 수 없어요.
network-use-recognised = 이 가중치 쓰기
network-leave-recognised = 쓰지 않기
