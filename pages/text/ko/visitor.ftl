# 방문자: 하던 일을 다시 찾는 방법, 어떤 실행과 신경망이 있는지, 무엇을 가져왔는지.

visitor-other-tab = **하던 일이 이 브라우저의 다른 탭에 열려 있거나**, 방금 끊어진 연결에 남아 있어요. 한 번에 한 곳에서만 열 수 있어요.
visitor-continue = 여기서 계속하기
visitor-other-browser = **이 주소의 내용이 다른 브라우저에 열려 있거나**, 조금 전까지 열려 있었어요. 닫은 뒤 1분 동안은 다른 곳에서 볼 수 없어요. 내가 하던 일이라면 그쪽을 닫고 잠시 뒤에 다시 확인해 주세요. 다른 사람에게서 받은 주소라면 새로 시작해 주세요.
visitor-look-again = 다시 확인하기
visitor-too-late = **여기 있던 내용이 사라졌어요.** 자리를 비운 지 { PARTICLE($grace, "이/가") } 넘었고, 서버는 그보다 오래 보관하지 않아요. { visitor-files }
visitor-restarted = **여기 있던 내용이 사라졌어요.** 서버가 { $ago } 전에 다시 시작되었는데, 모든 내용은 서버의 메모리에만 있었어요. { visitor-files }
visitor-nowhere = **이 주소에는 아무 내용이 없어요.** `visit=` 뒷부분이 빠졌거나, 앱의 다른 버전에서 만든 주소예요. 주소를 다시 복사하거나 여기서 시작해 주세요.
visitor-files = 파일로 저장해 둔 것은 다시 불러올 수 있어요. 실행은 학습 페이지, 신경망의 가중치는 평가 페이지, 이미지와 텍스트는 데이터 페이지에서 올려 주세요.
visitor-close = 닫기
visitor-anew = 여기서 새로 시작하기

## 실행과 신경망

visitor-all-runs-under-way = 실행 { $runs }개가 모두 아직 진행 중이에요. 먼저 하나를 중단하거나 지워 주세요.
visitor-best-epoch = { $name }, 최고 에폭
    .about = “최고 에폭”은 정확도가 가장 높았던 에폭 뒤의 신경망이에요. 마지막 에폭의 신경망과 다르면 함께 남겨 둬요.
visitor-network = 레슨 { $lesson }, { $origin }
visitor-network-epochs = { visitor-network }, { $epochs }에폭
visitor-uploaded = 올린 신경망, 레슨 { $lesson }
visitor-this-network = 이 신경망
visitor-lab-full = 실험실에서는 단계를 { $most }개까지 실행할 수 있어요. 몇 개를 되돌리거나 “초기화”를 눌러 주세요.

## 가져온 것

visitor-read = { PARTICLE($name, "을/를") } 읽었어요.
visitor-read-several = 파일 { $count }개를 읽었어요.
