# 브라우저에서 앱의 코드로 그리는 것: 그림판, 실시간 그래프, 색칠한 단어, 프로그램.

components-clear = 지우기
components-draw = **{ PARTICLE($what, "을/를") } 그려 보세요**
components-draw-here = 여기에 그려 보세요
components-a-digit = 숫자 하나
components-unreadable = 그림을 읽을 수 없어요. 지우고 다시 그려 주세요.
components-no-chart-library = 그래프를 그리는 라이브러리를 불러오지 못했어요.
components-save-chart = 이 차트를 그림(PNG)으로 저장
components-towards = :blue[**{ $yes }**] 쪽 · :orange[**{ $no }**] 쪽, 밑줄
components-unknown = 모르는 단어
components-unknown-dotted = *모르는 단어, 점선*
components-copy = 복사
components-copied = 복사했어요
components-copy-by-hand = Ctrl+C나 ⌘C를 눌러 주세요
components-leave-editor = Tab은 들여쓰기, Esc 다음 Tab은 나가기
components-line-changed = 바뀐 줄
components-line-ours = 이 프로그램에만 있는 줄
components-line-missing = 다른 프로그램에만 있는 줄
components-line-read = 읽은 줄
components-line-unneeded = 여기서는 필요 없는 줄
components-line-edited = 내가 바꾼 줄
components-wrong-line = { $line }번째 줄: { $text }
components-wrong-more = 그 밖에 { $count }개가 더 있어요
components-code-py = 프로그램 (.py)
    .packed = 프로그램 (.py)과 필요한 파일 (.zip)
components-code-ipynb = 노트북 (.ipynb)
    .packed = 노트북 (.ipynb)과 필요한 파일 (.zip)
components-code-data = zip 파일에 프로그램과 데이터가 있어요. 압축을 풀고 실행하세요: `python { $file }`. PyTorch와 NumPy만 있으면 되고, 이 앱은 필요 없어요.
components-code-fetched = 데이터는 프로그램이 직접 내려받아요: `python { $file }`. PyTorch와 torchvision만 있으면 되고, 이 앱은 필요 없어요.
components-network = 신경망을 이루는 블록
components-network-input = 입력
components-network-answer = 출력
components-network-weights = 가중치
components-network-output = 출력값
components-network-guesses = 확률
components-network-shown = { $count }개 중 { $shown }개
components-network-last = { $count }개 중 마지막 { $shown }개
components-network-words = { $units } { $count }개
components-network-classes = 클래스 { $count }개
components-network-parameters = 파라미터 { $count }개
components-network-gradient = 기울기 { $length }
components-network-update = 마지막 업데이트: 크기가 가중치의 { $share }배 (보통 0.001배쯤)
components-network-kind =
    { $kind ->
        [Conv1d] 합성곱
        [Conv2d] 합성곱
        [Linear] 완전 연결
        [Embedding] 단어 벡터
        [LSTM] LSTM
        [GRU] GRU
        [RNN] RNN
        [BatchNorm1d] 정규화
        [BatchNorm2d] 정규화
        [LayerNorm] 정규화
        [GroupNorm] 정규화
        [Parameter] 파라미터
       *[other] { $kind }
    }
components-network-says = 신경망의 답은 “{ $name }”, 확률은 { $share }%예요.
components-network-no-answer = 숫자가 유한하지 않아서 신경망이 답을 내지 못해요.
components-network-waits = 신경망에 아직 아무것도 보여 주지 않았어요.
components-network-truth = 정답: “{ $name }”.
components-network-longest = 기울기가 가장 큰 층은 { $name }, 길이는 { PARTICLE($length, "이에요/예요") }.
components-network-moved = 마지막 업데이트로 가장 많이 움직인 층은 { $name }, 가중치 크기의 { $share }배예요.

## 작은 이미지, 하나씩 지울 수 있는 단추와 함께

components-thumbnails = { $name } 이미지, 최신순
components-thumbnail = { $name }의 { $number }번째 이미지
components-thumbnail-remove = { $name }의 { $number }번째 이미지 지우기
components-thumbnails-more = 그 밖에 { $count }장 더
