# 실행: 상태, 학습이 끝나는 까닭, 저장한 실행의 파일.

runs-title = 레슨 { $lesson } · { $dataset }
runs-title-changed = 레슨 { $lesson }, { $change } · { $dataset }

runs-status-waiting = 대기 중
runs-status-running = 학습 중
runs-status-paused = 일시 정지
runs-status-finished = 완료
runs-status-stopped = 중단
runs-status-failed = 실패

runs-button-save = 실행 저장

## 학습이 끝나는 까닭

runs-ended-early = 일찍 끝났어요. 에폭 { $epoch } 뒤로 { $patience }에폭 동안 { $part }의 정확도가 { $accuracy }%보다 높아지지 않았어요.
runs-loss-diverged = 에폭 { $epoch }, 미니배치 { $batch }에서 손실이 { PARTICLE($loss, "이/가") } 됐어요. 그때 학습률은 { PARTICLE($rate, "이에요/예요") }. 스텝이 너무 컸으니, 학습률을 { PARTICLE($smaller, "으로/로") } 해 보세요.
runs-test-diverged = 에폭 { $epoch } 뒤에 { $part }의 손실이 { PARTICLE($loss, "이/가") } 됐어요. 그때 학습률은 { PARTICLE($rate, "이에요/예요") }. 스텝이 너무 컸으니, 학습률을 { PARTICLE($smaller, "으로/로") } 해 보세요.
runs-weight-diverged = { $batch ->
    [0] 에폭 { $epoch } 뒤에
   *[other] 에폭 { $epoch }, 미니배치 { $batch }에서
    } { $name }에 수가 아닌 값이 생겼어요. 그때 학습률은 { PARTICLE($rate, "이에요/예요") }. 스텝이 너무 컸으니, 학습률을 { PARTICLE($smaller, "으로/로") } 해 보세요.
runs-memory-full = 이 컴퓨터의 메모리가 가득 찼어요. 배치 크기나 신경망을 더 작게 해 보세요.
runs-fault = 프로그램 오류로 학습이 중단됐어요. 자세한 내용은 서버의 로그에 있어요.
runs-weights-kept = { $problem } 에폭 { $epoch }, 미니배치 { $batch } 뒤의 가중치는 남아 있어요.

## 저장한 실행

runs-nothing-left = 이 실행은 이미 끝나서 이어서 할 것이 없어요. 가중치는 저장할 수 있어요.
runs-other-version = 다른 버전에서 저장한 파일이라, 여기서는 읽을 수 없어요.
runs-file-of-weights = 저장한 실행이 아니라 신경망의 가중치예요. 평가 페이지나 써 보기 페이지의 “가중치”에 올려 주세요.
runs-file-of-no-run = 이 파일에는 끝나지 않은 실행이 없어요. 여기서 “실행 저장” 버튼으로 만든 파일을 올려 주세요.
runs-unusable = 파일에 든 실행의 설명을 쓸 수 없어요. 실행을 다시 저장해서 그 파일을 올려 주세요.
runs-no-memory = 지금은 이 실행에 쓸 메모리가 부족해요. 나중에 다시 시도해 주세요.
runs-other-examples = 이 실행을 저장할 때와 이 서버에 있는 { $dataset }의 예제가 달라서(또는 텍스트를 나누는 방식이 달라서), 여기서 똑같이 이어서 할 수 없어요.
runs-too-long = 파일이 손상됐어요. 안에 든 실행보다 길어요.
runs-save-again = 실행을 다시 저장해 주세요.
runs-misfit = 파일에 적힌 신경망의 실행이 아니에요
runs-content = 실행의 상태

## 미니배치 하나를 한 줄씩

runs-no-mini-batch = 학습이 끝나서 한 줄씩 볼 미니배치가 남아 있지 않아요.
