# 서버가 하는 일: 대기열, 메모리, 장치, 디스크.

work-queue-full = 대기열이 가득 찼어요. 이 서버에서 실행 { $most }개가 학습 중이거나 기다리고 있어요. 잠시 뒤에 다시 시도해 주세요.
work-no-room = { PARTICLE($what, "은/는") } 메모리가 약 { $needed } MB 필요해요. 이 서버는 { $limit } MB 가운데 { $used } MB를 쓰고 있고, { $most }%를 넘게 될 일은 시작하지 않아요. 다른 실행이 끝날 때까지 기다리거나, 내 실행을 지우거나, 배치 크기나 신경망을 더 작게 해 주세요.
work-what-run = 이 실행
work-what-saved-run = 저장한 실행
work-what-going-on = 이 실행을 이어서 하는 데
work-what-walk = 미니배치를 한 줄씩 보는 데
work-what-file = 이 파일
work-paused = 서버의 메모리가 거의 가득 차서({ $limit } MB 중 { $used } MB) 서버가 일시 정지했어요. 잃은 것은 없어요. 다른 실행이 끝나면 “재생”을 눌러 주세요.

work-memory-full = 이 컴퓨터의 메모리가 가득 찼어요. 다른 실행이 끝나면 다시 시도해 주세요.
work-stopped = 중단했어요.
work-fault = 프로그램 오류로 중단됐어요. 자세한 내용은 서버의 로그에 있어요.

work-no-device = 여기에는 { $device } 장치가 없어서 이 실행은 CPU를 써요.
work-cpu = CPU(코어 { $cores }개)

work-not-written = { PARTICLE($name, "을/를") } 디스크에 쓸 수 없었어요: { $reason }. 전에 있던 것은 그대로 있어요. 공간을 비우고 다시 시도해 주세요.
