# 페이지에 이르기 전에 서버가 하는 답.

guard-no-address = 그런 주소는 없어요.
guard-stopped = 파일이 오다가 끊겼어요. 다시 올려 주세요.
guard-page-closed = 이 파일을 올리던 페이지가 닫혔어요. 페이지를 새로 고쳐 주세요.
guard-too-large = 파일은 모두 합해 { $most } MB까지 올릴 수 있는데, 그보다 커요.
guard-too-many = 파일은 한 번에 { $most }개까지 올릴 수 있어요. 더 많으면 zip 파일로 올려 주세요.
guard-others = 지금 다른 사람들이 큰 파일을 올리고 있어요. 1분쯤 뒤에 다시 시도해 주세요.
