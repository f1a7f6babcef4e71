# 모든 페이지를 둘러싼 것(메뉴, 첫 줄, 발표 모드)과 여러 페이지가 보여 주는 것.

app-name = PyTorch Playground
app-language = 언어

app-page-home = 홈
app-page-data = 데이터
app-page-train = 학습
app-page-evaluate = 평가
app-page-playground = 써 보기
app-page-autograd = 자동 미분
app-page-demo = 시연

app-presentation-begin = 발표 모드
    .help = 발표 모드: 글씨를 화면에 맞게 키워서 보여 줘요. 프로젝터에 알맞아요.
app-presentation-end = 발표 끝내기

## 첫 줄의 실행, 남은 시간

app-training-failed = 학습에 실패했어요. 학습 페이지를 확인해 주세요.
app-training = 학습 중, { $left }
app-training-paused = 미니배치 { $of }개 중 { $done }개에서 일시 정지
app-run-not-in-use = 여기서는 다른 신경망이 답해요
app-accuracy = { $part } 정확도 **{ $accuracy }**
app-left = 에폭 { $epoch }, { $time } 남음
app-left-starting = 시작하는 중
app-left-test = 에폭 { $epoch } 뒤 테스트, 예제 { $of }개 중 { $share }%
app-left-last-test = 마지막 테스트, 예제 { $of }개 중 { $share }%
app-queue = { $ahead ->
    [0] 다음 차례, 약 { $time }
   *[other] 앞에 실행 { $ahead }개, 약 { $time }
}

## 아직 없는 데이터셋

app-download = { $name } 내려받기({ $size })
app-download-prepare = { $name } 준비하기
app-downloading = { $name } 내려받는 중: { $of } 중 { $done }
app-download-stage = { $name }: { $stage }
app-download-instead = 그때까지 이 페이지에서는 **{ $name }** 데이터를 써요.

## 오래 걸리는 일

app-task = { $task }: { $state }
app-task-about-to-begin = 곧 시작해요
app-task-done = { $of } 중 { $done }
app-task-counting = 집계하는 중
app-task-again = 다시 시작
app-task-stop = 중단

## Streamlit이 쓰는 말

app-own-upload = 올리기
app-own-limit = 파일 하나에 { $most } MB까지
app-own-take-photo = 사진 찍기
app-own-clear-photo = 사진 지우기
