# 모든 페이지를 둘러싼 것: 메뉴, 사이드바, 발표 모드.

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
    .help = 사이드바 없이 큰 글씨로 보여 줘요. 프로젝터에 알맞아요.
app-presentation-end = 발표 끝내기
