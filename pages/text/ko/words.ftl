# 사람이 읽는 방식으로 쓴 수, 목록, 신경망.

words-less-than-a-second = 1초 미만
words-seconds = { $seconds }초
words-minutes = { $minutes }분
words-minutes-seconds = { $minutes }분 { $seconds }초
words-hours = { $hours }시간
words-hours-minutes = { $hours }시간 { $minutes }분

words-nothing = 없음
words-share-of = { $count }개 중 { $share }
words-part = { $part }(예제 { $count }개)

## 어떤 가중치인지

words-data-of-yours = 내 데이터
words-data-of-somebody = 다른 사람의 데이터
words-data-and = { PARTICLE($data, "과/와") } { $extra }
words-pretrained = 앱에 들어 있음, 미리 학습됨
words-network-from-elsewhere = 레슨 { $lesson }의 신경망(올린 파일), { $data }용이에요. 어떻게 학습했는지는 파일에 적혀 있지 않아요.
words-network = { words-network-learnt } 학습했고, { $part }에서 { $accuracy }%를 맞혔어요.
words-network-stopped = { words-network-learnt } 마치고 { $steps }번째 미니배치에서 중단했고, { $part }에서 { $accuracy }%를 맞혔어요.
words-network-untested = { words-network-learnt } 마치고 { $steps }번째 미니배치까지 학습했어요. 이 가중치는 실행 중에 테스트하지 않았어요.
words-network-learnt = 레슨 { $lesson }의 신경망({ $origin }). { PARTICLE($data, "으로/로") } { $all ->
        [yes] { $epochs }에폭을 모두
       *[no] { $epochs }에폭 중 { $done }에폭을
    }
