# 시연: 수업에서 3분 동안 한 단계씩.

demo-about = 수업에서 3분이면 돼요. 단계마다 버튼 하나만 누르세요.
demo-step = { $of }단계 중 { $number }단계
demo-back = 뒤로
demo-begin-again = 처음부터 다시

demo-begin = 아무것도 모르는 신경망
demo-begin-about = 가중치가 무작위인 신경망은 찍을 수밖에 없어요. 이제 손글씨 숫자 { $count }개를 { $epochs }번씩 볼 거예요. 각각이 어떤 숫자인지는 알려 주지만, 무엇이 7을 7로 만드는지는 스스로 알아내야 해요.
demo-digits = 학습 세트의 손글씨 숫자, 0부터 9까지 몇 개씩
demo-go-on = 계속하기
demo-train = 학습하기
demo-train-again = 다시 학습하기
demo-config = { $name }, 레슨 { $lesson }, { $epochs }에폭, 시드 { $seed }.

demo-watch = 배우는 모습
demo-watch-about = 손실은 얼마나 틀렸는지를 나타내고, 점점 줄어들어야 해요. 테스트 세트는 신경망이 본 적 없는 숫자로 이루어져 있어요.
    .help = 미니배치는 가중치를 한 번 바꾸기 전에 보는 숫자 몇 장이고, 에폭은 모든 숫자를 한 바퀴 보는 것이에요. 정확도는 맞힌 답의 비율이에요.

demo-evaluate = 얼마나 잘하나요?
demo-evaluate-about = 본 적 없는 숫자 { $all }개로 시험한 결과예요. { $wrong ->
        [0] 모두 맞혔어요. 가장 자신 없어 한 숫자들이에요.
       *[other] { $wrong }개를 틀렸어요. { $most ->
            [yes] 가장 크게 틀린 { $shown }개예요.
           *[no] 바로 이 숫자예요.
        }
    }
demo-mistake = 정답 { $truth }, 답 { $guess }
demo-unsure = 정답 { $truth }, 확신도 { $sure }
demo-mistake-why = 정답은 { PARTICLE($truth, "이에요/예요") }. 신경망은 { $sure } 확신으로 { PARTICLE($guess, "이라/라") }고 답했고, 정답 { $truth }의 확률은 { PARTICLE($right, "이라/라") }고 봤어요. 파란색은 { PARTICLE($guess, "이라/라") }는 답을 뒷받침한 곳, 주황색은 그 반대예요.
demo-matrix = 모든 답을 표로 보기
demo-matrix-about = 행은 보여 준 숫자, 열은 신경망의 답이에요. 대각선을 벗어난 것은 모두 틀린 답이에요.
demo-no-epoch = 마친 에폭이 없어서 테스트할 것이 없어요. 뒤로 가서 다시 학습해 주세요.
demo-test-accuracy = 테스트 정확도

demo-draw = 직접 그려 보기
demo-few-pixels = 이 신경망은 8 x 8 픽셀의 작은 이미지 { $count }장으로만 배워서, 직접 그린 숫자는 자주 틀려요. 앱에 들어 있는 신경망의 답을 옆에서 함께 볼 수 있어요. 데이터 페이지(레슨 000)에서 숫자 6만 장이 든 MNIST를 내려받으면 시연도 MNIST로 학습해요.
demo-draw-about = 누군가에게 숫자를 그리게 해 보세요. 그다음에는 엉터리로 쓴 숫자, 구석에 작게 쓴 숫자, 숫자가 아닌 것도 그려 보세요.

demo-explain = 왜 그렇게 답했나요?
demo-nothing-drawn = 아직 아무것도 그리지 않았어요.
demo-to-canvas = 그림판으로 돌아가기
demo-says = 신경망의 답은 **{ $name }**, 확신도는 { $sure }%예요.
demo-autograd = 어떻게 배웠나요? 자동 미분
