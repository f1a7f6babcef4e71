# 평가 페이지: 신경망이 얼마나 잘하는지, 어디에서 틀리는지, 얼마나 확신하는지, 무엇이 도움이 될지.

evaluate-lead = 신경망은 처음 보는 예제를 얼마나 잘 맞히고, 어디에서 틀릴까요?
evaluate-tab-fails = 틀리는 곳
evaluate-tab-sure = 확신도
evaluate-tab-time = 에폭별 변화
evaluate-tab-two = 두 신경망
evaluate-tab-worse = 변형한 예제
evaluate-undefined = 정의되지 않음
evaluate-this-network = 이 신경망
evaluate-taken-for = { PARTICLE($truth, "을/를") } { PARTICLE($guess, "으로/로") } 잘못 답함

## 어느 테스트 세트인지, 그리고 테스트하는 일

evaluate-task-testing = 테스트
evaluate-task-worse = 변형한 예제 테스트
evaluate-own-to-bring = { PARTICLE($data, "으로/로") } 학습한 신경망인데 그 데이터가 여기에 없어요. 데이터 페이지에서 같은 클래스를 올려 주세요.
evaluate-own-to-download = { PARTICLE($data, "으로/로") } 학습한 신경망인데 그 데이터가 여기에 없어요. 데이터 페이지에서 내려받을 수 있어요.
evaluate-own-cut-otherwise = { PARTICLE($data, "으로/로") } 학습한 신경망인데, 여기 있는 텍스트는 다른 단위로 나뉘어 있어서 읽을 수 없어요.
evaluate-no-test-set = 위에서 다른 신경망을 고르거나 새로 학습하면 테스트할 데이터가 생겨요.
evaluate-open-data = 데이터 페이지 열기
evaluate-test-set = 테스트 세트
evaluate-test-set-own = { $title }(이 신경망의 데이터)
evaluate-may-know = 이 신경망은 이 이미지 가운데 일부로 학습했을 수 있어서 실제보다 좋아 보일 수 있어요.
evaluate-run-goes-on = 실행이 아직 진행 중이에요. 최신 가중치를 테스트하기 전까지는 에폭 { $epoch }까지 학습한 가중치의 결과를 보여 줘요.
evaluate-newest = 최신 가중치 테스트

## 요약

evaluate-test-accuracy = 테스트 정확도
evaluate-test-loss = 테스트 교차 엔트로피
    .help = 평균이에요. 0이 가장 좋고, 무작위로 답하면 { PARTICLE($guessing, "이에요/예요") }.
evaluate-constant = 늘 같은 답
    .help = 가장 흔한 클래스인 { PARTICLE($name, "이라/라") }고만 답하는 신경망의 정확도예요.
evaluate-test-examples = 테스트 예제
evaluate-interval = { $count }개 중 { $right }개를 맞혔어요. 이런 예제 전체로는 95% 신뢰도로 **{ $low }와 { $high } 사이**예요.
    .help = 윌슨 구간이에요. 같은 종류의 다른 예제로 테스트하면 정확도가 달라질 수 있어요.
evaluate-few = 예제가 적어서 답 하나에 정확도가 { $points }%p씩 달라져요.

## 내려받기

evaluate-answers = 모든 답(CSV)
    .help = 테스트 예제마다 한 줄씩: 정답, 신경망의 답, 손실, 모든 클래스의 확률.
    .file = 레슨-{ $lesson }-{ $data }-답.csv
evaluate-report = 그래프와 표(HTML)
    .help = 점수, 혼동 행렬, 신뢰도 그래프를 파일 하나에 담아요. 어느 브라우저에서나, 인터넷 없이도 열려요. 거기에서는 그래프 위에 나타나는 카메라로 그래프를 PNG로 저장할 수 있어요.
    .file = 레슨-{ $lesson }-{ $data }-평가.html
evaluate-report-name = 평가
evaluate-report-title = { $data } 평가
evaluate-report-figures = 정확도 { $accuracy }(95% 신뢰도로 { $low }와 { $high } 사이), 교차 엔트로피 { $loss }, 예제 { $count }개.
evaluate-report-by-class = 클래스별 정확도(%)
evaluate-report-reliability = 신뢰도 그래프

## 틀리는 곳

evaluate-class-by-class = 클래스별 점수
evaluate-class = 클래스
evaluate-precision = 정밀도
evaluate-recall = 재현율
evaluate-f1 = F1
evaluate-support = 예제 수
evaluate-average-macro = 매크로 평균
evaluate-average-weighted = 가중 평균
evaluate-scores = 정밀도는 이 클래스라고 답했을 때 맞은 비율이에요. 재현율은 이 클래스의 예제 가운데 찾아낸 비율로, 클래스의 정확도라고도 해요. F1은 둘의 조화 평균이고, 예제 수는 테스트 예제의 수예요. 매크로 평균은 모든 클래스를 똑같이, 가중 평균은 예제 수만큼 반영해요.
evaluate-by-class = 클래스별 정확도
evaluate-best-and-worst = 가장 잘 맞힌 클래스: { $best }({ $highest }%), 가장 못 맞힌 클래스: { $worst }({ $lowest }%).
evaluate-no-precision = 정밀도가 없는 클래스: { $names }. 신경망이 이렇게 답한 적이 없어요.
evaluate-no-recall = 재현율이 없는 클래스: { $names }. 테스트 세트에 이 클래스의 예제가 없어요.
evaluate-averages-over = 평균은 점수가 정의되는 클래스만으로 구했어요.
evaluate-confusion = 혼동 행렬
evaluate-show = 표시
evaluate-show-counts = 개수
evaluate-show-row = 행별 비율
evaluate-show-column = 열별 비율
evaluate-truth-is = 정답
evaluate-network-says = 신경망의 답
evaluate-any-class = 모든 클래스
evaluate-cell = **예제 { $count }개**, 아래에 있어요 ↓
evaluate-show-all = 모두 보기
evaluate-matrix = 행은 정답, 열은 신경망의 답이에요. 칸의 색이 강할수록 행 또는 열에서 차지하는 비율이 커요. 칸을 누르거나 행렬 아래에서 고르면 그 예제를 볼 수 있어요.
evaluate-none-confused = 서로 헷갈린 클래스가 없어요.
evaluate-most-confused = 가장 자주 헷갈린 클래스(정답 → 답): { $pairs }.
evaluate-confused-pair = { $truth } → { $guess }({ $total }개 중 { $count }개)
evaluate-advice = 도움이 될 것
evaluate-your-network = 내 “{ $name }”

## 예제

evaluate-the-examples = 예제
evaluate-which = 볼 예제
evaluate-which-mistakes = 오답
evaluate-which-all = 모든 예제
evaluate-no-mistake = 이 { $part }에서는 오답이 하나도 없어요.
evaluate-of-cell = 정답이 { $truth }, 신경망의 답이 { $guess }인 예제 { $count }개
evaluate-of-row = 정답이 { $truth }인 예제 { $count }개
evaluate-of-column = 신경망의 답이 { $guess }인 예제 { $count }개
evaluate-no-examples = 예제가 없어요.
evaluate-sort = 정렬
evaluate-sort-loss = 손실이 큰 순
evaluate-sort-confidence = 확신도가 높은 순
evaluate-sort-unsure = 확신도가 낮은 순
evaluate-sort-index = 원래 순서
evaluate-page = 쪽(모두 { $pages }쪽)
evaluate-shown = { $count }개 중 { $shown }개
    .help = “왜?”를 누르면 모든 클래스의 확률과, 신경망의 답을 움직인 것을 볼 수 있어요.
evaluate-said-right = { $truth }, 맞음({ $sure }), 손실 { $loss }
evaluate-said-wrong = 정답 { $truth }, 답 { $guess }({ $sure }), 손실 { $loss }
evaluate-picture = { $part }의 예제 { $index }: { $said }
evaluate-why = 왜?
    .help = 예제 { $index }
evaluate-why-title = 왜 이렇게 답했을까요?
evaluate-example = **{ $part }의 예제 { $index }.** 정답은 **{ $truth }**, 신경망의 답은 **{ $guess }**, 확신도는 { $sure }예요. 손실: { $loss }.

## 확신도

evaluate-calibration = 확신하는 만큼 맞힐까요?
evaluate-calibration-error = 기대 보정 오차
    .help = 곡선과 대각선 사이의 거리를 모든 예제에 대해 평균한 값이에요.
evaluate-calibration-means = 평균 확신도는 { $sure }, 정확도는 { $right }예요. { $off ->
        [hardly] 거의 어긋나지 않아요.
        [too-sure] 지나치게 확신해요.
       *[unsure] 더 확신해도 돼요.
    }
evaluate-how-sure = 확신도
evaluate-how-right = 맞힌 비율
evaluate-how-many = 예제
evaluate-temperature = 온도로 보정하기
evaluate-temperature-few = 정의되지 않아요. 예제가 { $fewest }개 이상이어야 절반으로 온도를 찾고 나머지 절반으로 잴 수 있어요.
evaluate-temperature-found = 찾은 온도: **{ $temperature }**. 로짓(확률의 로그)을 이 값으로 나누면 신경망이 { $sure ->
        [less] 덜
       *[more] 더
    } 확신하게 되고, 답은 하나도 바뀌지 않아요. { $part }의 절반에서 온도를 찾고 나머지 절반인 예제 { $count }개에서 쟀어요. 기대 보정 오차: { $error_before } → **{ $error_after }**, 교차 엔트로피: { $loss_before } → **{ $loss_after }**(Guo 외, 2017).
evaluate-before = 보정 전
evaluate-after = 보정 후
evaluate-after-title = 보정 후

evaluate-when-yes = 언제 { PARTICLE($yes, "이라/라") }고 답할까요?
evaluate-threshold = { PARTICLE($yes, "이라/라") }고 답할 최소 확률
    .alt = 맞힌 예제: { $yes } { $true_yes }개, { $no } { $true_no }개. 틀린 예제: { $no } { $false_yes }개, { $yes } { $false_no }개.
evaluate-or-more = { $threshold } 이상
evaluate-accuracy = 정확도
evaluate-precision-of = { $name }의 정밀도
evaluate-recall-of = { $name }의 재현율
evaluate-never-says = 정의되지 않음: { PARTICLE($name, "이라/라") }고 답하지 않음
evaluate-no-example-is = 정의되지 않음: { $name } 예제가 없음
evaluate-out-of = { $total }개 중 { $count }개
evaluate-no-curves = ROC 곡선과 정밀도-재현율 곡선: { $why }
evaluate-roc = ROC 곡선, 면적 { $area }
    .alt = 면적이 { $area }인 ROC 곡선
evaluate-roc-area = 면적은 무작위로 하나씩 뽑은 “{ $yes }” 예제가 “{ $no }” 예제보다 높은 점수를 받을 확률이에요. 0.5는 무작위로 답하는 것과 같고, 1이면 완벽해요.
evaluate-found = 찾아낸 { $name }
evaluate-ranking = 정밀도와 재현율, 평균 정밀도 { $area }
    .alt = 재현율에 따른 정밀도의 곡선. 평균 정밀도는 { PARTICLE($area, "이에요/예요") }.
evaluate-ranking-guessing = 무작위로 답하면 “{ $yes }”의 비율인 { PARTICLE($share, "이에요/예요") }.

## 에폭별 변화

evaluate-no-history = 여기서 학습한 신경망만 첫 에폭을 마친 뒤부터 기록이 있어요. 올린 가중치에는 기록이 없고, 저장한 실행에는 저장하기 전의 에폭이 없어요.
evaluate-tested-on = 실행이 에폭마다 테스트한 { $part }의 결과예요.
evaluate-best-epoch = 최고 에폭: { $epoch }, 정확도 { $accuracy }.
evaluate-in-use = 지금 쓰는 가중치는 미니배치 { $step }까지 학습한 것으로, 정확도는 { $accuracy }예요.
evaluate-epoch = 에폭
evaluate-epoch-best = { $epoch }(최고)
evaluate-after-epoch = **에폭 { $epoch }까지: 정확도 { $accuracy }**, { $count }개 중 오답 { $mistakes }개.
evaluate-explained-now = 예제를 열면 지금의 신경망으로 설명해요.

## 두 신경망

evaluate-no-second = 클래스와 입력이 같은 두 번째 신경망이 아직 없어요. 이 레슨의 데이터로 하이퍼파라미터나 레슨을 바꾸어 한 번 더 학습하고 돌아오세요. 텍스트를 다른 단위로 읽는 신경망은 여기서 비교할 수 없어요.
evaluate-compare-with = 비교할 신경망
evaluate-unfair = 둘 중 하나는 이 이미지 가운데 일부로 학습했을 수 있어서 공정하게 비교할 수 없어요.
evaluate-compared = 같은 예제 { $count }개에서
evaluate-compared-this = 이 신경망
evaluate-cross-entropy = 교차 엔트로피
evaluate-macro-f1 = 매크로 F1
evaluate-mistakes = 오답
evaluate-same-mistakes = 두 신경망이 같은 예제를 맞히고 같은 예제를 틀려서 우열을 가릴 수 없어요.
evaluate-mcnemar = 이 신경망만 맞힌 예제는 **{ $first }개**, “{ $name }”만 맞힌 예제는 **{ $second }개**예요. 실력이 같은데 이만큼 한쪽으로 치우칠 확률: **{ $probability }**(맥니머 정확 검정). { $verdict ->
        [this] 우연으로 보기 어려워요. 이런 예제에서는 이 신경망이 더 나은 것 같아요.
        [other] 우연으로 보기 어려워요. 이런 예제에서는 “{ $name }” 쪽이 더 나은 것 같아요.
       *[chance] 우연만으로도 흔히 생기는 차이예요. 이 예제들로는 어느 쪽이 나은지 알 수 없어요.
    }
evaluate-less-than = { $number } 미만
evaluate-difference = 혼동 행렬: “{ $name }”에서 이 신경망을 뺀 차이
evaluate-difference-cells = 칸마다 “{ $name }”의 예제가 얼마나 더 많은지(+), 적은지(-) 보여 줘요. 빨간색은 더 많고 파란색은 더 적어요.
evaluate-difference-none = 두 행렬이 같아요.
evaluate-difference-largest = 가장 큰 차이(정답 → 답): { $cells }.
evaluate-difference-cell = { $truth } → { $guess }: { $difference }
evaluate-difference-right = { $truth } 맞힘: { $difference }
evaluate-only-this = **이 신경망만 맞힌 예제: { $count }개**
evaluate-only-this-about = “{ $name }”의 틀린 답과 함께 보여 줘요.
evaluate-only-other = **“{ $name }”만 맞힌 예제: { $count }개**
evaluate-only-other-about = 이 신경망의 틀린 답과 함께 보여 줘요.

## 변형한 예제

evaluate-worse = 테스트 예제를 다섯 단계로 변형해서 같은 신경망을 테스트해요: { $kinds }.
evaluate-measure = 재기
evaluate-measure-cost = 테스트 예제 { $count }개를 { $times }번 테스트해요.
evaluate-unchanged = 그대로인 예제 { $count }개에서는 { $accuracy }%를 맞혀요.
evaluate-suffers = **{ $worst }**에 가장 약하고({ $lowest }%까지 떨어져요), **{ $least }**에 가장 강해요({ $highest }%까지 떨어져요).
evaluate-suffers-alike = 모두에 똑같이 영향을 받아요.
evaluate-as-table = 표로 보기
evaluate-right-with = 맞힌 비율(%)
evaluate-with-nothing = 그대로
evaluate-with-step = { $step }단계
evaluate-learn-worse = 도움이 될 것: 신경망이 이런 이미지로도 학습하게 해 보세요. 학습 페이지의 “데이터 증강”을 켜면 학습 이미지를 매번 조금씩 다르게 옮기고 돌려요.

## 그래프

evaluate-chart-guess = 신경망의 답
evaluate-chart-truth = 정답
evaluate-chart-cell = 정답 { $truth }, 답 { $guess }: { $count }개({ $of ->
        [column] 열의
       *[row] 행의
    } { $share })
evaluate-chart-difference = 정답 { $truth }, 답 { $guess }: { $difference }
evaluate-chart-recognised = 맞힌 비율(%)
evaluate-chart-as-sure = 확신한 만큼 맞힘
evaluate-chart-bin = 확신도 { $sure }, 맞힌 비율 { $right }, 예제 { $count }개
evaluate-chart-sure = 확신도(%)
evaluate-chart-right = 맞힌 비율(%)
evaluate-chart-threshold = 고른 임계값
evaluate-chart-unchanged = 그대로
evaluate-chart-accuracy = 정확도(%)
evaluate-chart-strength = { $kind }({ $unit })

# 코드

evaluate-code = 코드
evaluate-code-about = 글의 테스트와, 클래스마다 세어 혼동 행렬을 만드는 줄이에요.
evaluate-code-lines = 여기서 계산하는 것
evaluate-code-marks = 옆에 막대가 있는 줄은 글에 없거나 글과 달라요. 가리키거나 누르면 이유가 보여요.
evaluate-code-files = zip 파일에 가중치를 불러와 이 줄을 실행하는 프로그램과, 프로그램이 읽는 것이 있어요. 압축을 풀고 실행하세요: `python { $file }`. { $packages }만 있으면 되고, 이 앱은 필요 없어요.
