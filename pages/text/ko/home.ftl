# 첫 페이지.

home-starting = PyTorch를 시작하고 있어요. 서버를 켠 뒤 처음 한 번만 몇 초 걸려요.
home-private = 가입할 필요가 없고, 학습한 것과 그린 것은 다른 사람에게 보이지 않아요.

home-post-open = { $lesson } 열기
home-post-reaches = { $data }, { $epochs }에폭: { $accuracy }%
home-post-epochs = { $data }, { $epochs }에폭
home-post-measured = %는 학습에 쓰지 않은 예제를 얼마나 맞히는지예요(docs/accuracy.md).
home-post-takes = · { $time }
    .help = 이 서버에서 학습에 걸리는 대략의 시간으로, 마지막으로 예상한 값이에요.
home-post-about = 글에 나온 신경망과 설정을 그대로 실행하고, 글처럼 출력해요.
home-post-epoch = 1에폭은 학습할 예제를 모두 한 번씩 보는 것이에요.
home-post-data-missing = 글에서 쓴 { $name } 데이터가 아직 이 서버에 없어요. 다음 페이지에서 내려받을 수 있어요. 그때까지는 내장 데이터를 써요. 예제가 적어서, 글에 나온 에폭만으로는 많이 배우지 못해요.
home-own-open = 내 데이터 가져오기
home-own-about = 그리거나, 사진을 찍거나, 폴더를 담은 zip 파일을 올려 주세요. 이 서버의 메모리에만 보관돼요.
home-lab-open = 자동 미분 실험실 열기
home-lab-about = 신경망이 학습하는 과정을 실제 숫자로, 코드 한 줄씩 살펴봐요.
home-evaluate = 신경망이 얼마나 잘하는지 보기
home-playground = 그리기, 사진 보여 주기, 리뷰 쓰기
home-demo = 수업에서 보여 주기: 시연

home-found = 이 서버에 있는 것
home-device = **장치:** { $device }, 학습 실행마다 스레드 { $threads }개.
home-data-page = 데이터 페이지에서 내려받을 수 있어요.
