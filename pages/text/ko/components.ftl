# 브라우저에서 앱의 코드로 그리는 것: 그림판, 실시간 그래프, 색칠한 단어.

components-clear = 지우기
components-draw = **{ PARTICLE($what, "을/를") } 그려 보세요**
components-a-digit = 숫자 하나
components-unreadable = 그림을 읽을 수 없어요. 지우고 다시 그려 주세요.
components-no-chart-library = 그래프를 그리는 라이브러리를 불러오지 못했어요.
components-towards = :blue[**{ $yes }**] 쪽 · :orange[**{ $no }**] 쪽, 밑줄
components-unknown = 모르는 단어
components-unknown-dotted = *모르는 단어, 점선*
