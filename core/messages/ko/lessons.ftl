# 레슨과 프리셋, 레슨의 신경망을 만들 수 없는 이유.

lessons-000 = 000 · MNIST, 완전 연결 신경망
lessons-001 = 001 · 내 데이터와 작은 CNN
lessons-002a = 002a · CIFAR-10, 2에폭
lessons-002b = 002b · IMDB, 리뷰를 읽는 LSTM
lessons-003 = 003 · CIFAR-10, 10에폭과 테스트
lessons-004 = 004 · LeNet과 자동 미분, 32 x 32 MNIST

## 프리셋

lessons-preset-quick = 빠른 학습
lessons-preset-post = 글 그대로
lessons-preset-repaired = 고친 글

lessons-000-quick = 이 앱에서 더한 설정이에요. Adam을 쓰고, 데이터의 실제 평균과 표준 편차로 정규화해요.
lessons-000-post = 글의 값 그대로예요. SGD, 학습률 0.01, 배치 크기 64, 5에폭이에요.
lessons-001-quick = 이 앱에서 더한 설정이에요. 풀링이 있는 블록 두 개와 은닉층 하나, Adam을 써요. 데이터가 적어도 잘 배워요.
lessons-001-post = 글의 뼈대예요. 합성곱 하나, ReLU, 선형 층 하나, 학습률 0.01의 SGD예요. 글은 크기, 배치, 에폭 수를 정하지 않아요. 글이 빠뜨린 펼치기(flatten)는 넣었어요.
lessons-002b-quick = 이 앱에서 더한 설정이에요. 리뷰가 실제로 끝나는 곳에서 읽고(한국어는 모든 출력에서 가장 큰 값), IMDB에서는 마지막 단어 200개만 읽어요. 더 큰 학습률을 원사이클로 써요.
lessons-002b-post = 글의 값 그대로예요. 학습률 0.001의 Adam, 길이가 섞인 리뷰를 자르지 않고 64개씩 묶은 배치, 패딩 뒤에서 읽는 상태, 10에폭이에요.
lessons-002b-repaired = 글의 값이지만, 길이가 비슷한 리뷰끼리 한 배치에 담고 리뷰가 실제로 끝나는 곳에서 상태를 읽어요.
lessons-004-quick = 이 앱에서 더한 설정이에요. AdamW와 원사이클 스케줄을 써요. 이 신경망이 낼 수 있는 가장 좋은 결과에 가까워요.
lessons-004-post = 글의 신경망, MSE 손실, 학습률 0.01의 SGD예요. 글은 갱신을 한 번만 해요. 배치 크기 64, 5에폭, 아래에 출력되는 줄은 이 앱에서 더했어요.
lessons-photographs-quick = 이 앱에서 더한 설정이에요. 더 큰 배치, AdamW, 원사이클 스케줄을 써요.
lessons-photographs-post = 글의 값 그대로예요. 배치 크기 4, 학습률 0.001과 모멘텀 0.9의 SGD, { $epochs }에폭이에요.

## 콘솔

lessons-console-post = 글의 출력 형식 그대로
lessons-console-own = 이 앱에서 더한 출력(글은 학습하지 않아요)

## 오류

lessons-no-vectors = { $dataset }에는 단어 벡터가 없어요. 데이터셋 { PARTICLE($glove, "을/를") } 고르거나, 처음 단어 벡터를 무작위로 두세요.
lessons-memory-text = 미니배치 하나에서 층들이 내놓는 값에 메모리가 약 { $wanted } GB 필요해요. 최대 { $most } GB까지 쓸 수 있어요. 배치 크기를 줄이거나 리뷰를 더 짧게 잘라 주세요.
lessons-memory-image = 미니배치 하나에서 층들이 내놓는 값에 메모리가 약 { $wanted } GB 필요해요. 최대 { $most } GB까지 쓸 수 있어요. 배치 크기를 줄이거나 신경망을 더 작게 만들어 주세요.
