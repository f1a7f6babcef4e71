# 고르는 곳: 레슨, 데이터셋, 프리셋, 하이퍼파라미터(하이퍼파라미터의 말은 core/messages의 config.ftl에 있어요).

form-lesson = 레슨
    .help = 레슨 하나는 입문 글 하나예요. 그 글의 신경망, 데이터, 하이퍼파라미터를 써요.
form-dataset = 데이터셋
form-preset = 프리셋

## 하이퍼파라미터

form-network = **신경망**
form-reading = **읽는 방법**
form-augmentation = 데이터 증강
form-more = 더 많은 설정
form-help = { $help } 범위: { $allowed }.
form-normalization-half = 0.5(글 그대로)
form-normalization-values = { PARTICLE($mean, "과/와") } { $std }
form-normalization-own = 이 데이터의 값

## 프리셋에서 바꾼 것

form-change = { $label } { $before } → { $value }
form-changed = **바꾼 값이 있어요.** “{ $preset }” 프리셋에서 바꾼 것: { $changes }.
form-back = 프리셋으로 되돌리기
form-own-again = { PARTICLE($network, "을/를") } 다시 쓰기

## 미리 보기

form-schedule = 실행하는 동안의 학습률이에요. { $first }에서 시작해 { $last }에서 끝나고, 가장 클 때는 { PARTICLE($most, "이에요/예요") }.
form-unchanged = 아무것도 바꾸지 않아요. 글에서처럼 에폭마다 같은 이미지를 보여 줘요.
form-before = 바꾸기 전
    .alt = 바꾸기 전의 학습 이미지
form-after = 바꾼 뒤(보여 줄 때마다 새로 바꿔요)
    .alt = 무작위로 바꾼 뒤의 학습 이미지
