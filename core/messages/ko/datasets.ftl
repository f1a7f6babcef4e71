# 데이터셋: 제목과 설명, 부분의 이름, 텍스트를 나누는 단위, 내려받기.

## 제목, 그리고 한두 문장의 설명

datasets-mnist = MNIST
    .about = 28 x 28 픽셀의 손글씨 숫자(LeCun, Cortes, Burges)로, 글에서 쓴 데이터예요. 학습용 60,000장과 테스트용 10,000장이 있어요.
datasets-mnist32 = MNIST 32 x 32
    .about = MNIST(LeCun, Cortes, Burges)의 숫자를 모두 28 x 28에서 글의 신경망이 읽는 32 x 32 픽셀로 키웠어요.
datasets-cifar10 = CIFAR-10
    .about = 열 가지 클래스로 나뉜 32 x 32 픽셀의 사진(Krizhevsky)으로, 글에서 쓴 데이터예요. 학습용 50,000장과 테스트용 10,000장이 있어요.
datasets-digits = 내장 숫자
    .about = scikit-learn에 들어 있는 실제 손글씨 숫자 1,797장(UCI, 43명이 씀)을 8 x 8에서 28 x 28 픽셀로 키웠어요. 내장 데이터라서 내려받을 필요가 없어요.
datasets-digits32 = 내장 숫자 32 x 32
    .about = scikit-learn에 들어 있는 실제 손글씨 숫자 1,797장(UCI, 43명이 씀)을 8 x 8에서 32 x 32 픽셀로 키웠어요. 내장 데이터라서 내려받을 필요가 없어요.
datasets-shapes = 생성한 도형
    .about = 이 앱이 만든 32 x 32 픽셀 이미지 5,000 + 1,000장이에요. 열 가지 도형이 갖가지 크기, 위치, 각도, 색으로 잡음 섞인 배경 위에 놓여 있어요. 내장 데이터라서 내려받을 필요가 없어요. 사진은 아니에요.
datasets-imdb = IMDB
    .about = 영화 리뷰 50,000개(Maas 외, 학습용과 테스트용 절반씩)로, 절반은 긍정이고 글에서 쓴 데이터예요. 글의 split()은 학습 데이터의 30%를 검증용으로 떼어 놓아요. 어휘 사전은 나머지 70%에서 가장 자주 나온 단어 25,000개예요.
datasets-imdb-glove = IMDB + GloVe
    .about = IMDB에, 어휘 사전의 단어마다 GloVe가 단어 60억 개에서 배운 수 100개(Pennington 외)를 더했어요. 글은 이 수를 불러오기만 하고 신경망에 복사하지는 않아요. 여기서는 “처음 단어 벡터”에서 복사할 수 있어요.
datasets-reviews = 생성한 리뷰
    .about = 이 앱이 만든 짧은 영어 영화 리뷰 5,500개(학습 4,000개, 검증 500개, 테스트 1,000개)예요. 부정(“not good”)과 엇갈린 평가(“... but ...”)가 들어 있어요. 내장 데이터라서 내려받을 필요가 없어요. 사람이 쓴 글은 아니에요.
datasets-nsmc = NSMC(한국어)
    .about = 네이버 이용자가 쓴 짧은 한국어 영화 리뷰 200,000개(학습용 150,000개, 테스트용 50,000개, Lucy Park, 2016, 퍼블릭 도메인)로, 절반은 긍정이에요. 학습 데이터의 20분의 1을 검증용으로 떼어 놓아요.
datasets-korean-reviews = 한국어 리뷰
    .about = NSMC에서 뽑은 실제 한국어 영화 리뷰 15,000개(학습 12,000개, 검증 1,000개, 테스트 2,000개)예요. 내장 데이터라서 내려받을 필요가 없어요.
datasets-own = 내 데이터
    .about = 직접 올리거나 찍거나 그린 이미지예요. 이번 방문 동안에만 남아 있고 저장되지 않아요.

## 문장 속에 쓰는 부분의 이름

datasets-set-test = 테스트 세트
datasets-set-validation = 검증 세트
datasets-set-first = 테스트 세트 앞부분(예제 1,000개)

## 토크나이저마다 텍스트를 나누는 단위

datasets-units-basic_english = 단어
    .one = 단어
datasets-units-spacy = 단어
    .one = 단어
datasets-units-spaces = 어절
    .one = 어절
datasets-units-syllables = 음절
    .one = 음절
datasets-units-kiwi = 형태소
    .one = 형태소
datasets-or = { $before } 또는 { $item }
datasets-not-cut-so = 여기서는 { PARTICLE($title, "을/를") } { PARTICLE($possible, "으로/로") }만 나눌 수 있고, { PARTICLE($units, "으로/로") }는 나눌 수 없어요.

## 서버에 없거나 손상된 것

datasets-not-here = { PARTICLE($name, "이/가") } 아직 이 서버에 없어요.
datasets-incomplete = 이 서버의 { PARTICLE($name, "이/가") } 온전하지 않아요. { $file } 파일이 없어요. 다시 내려받아 주세요.
datasets-damaged = 이 서버의 { PARTICLE($name, "이/가") } 손상됐어요. 공개된 것과 다른 파일이 있어요. 다시 내려받아 주세요.
datasets-files-damaged = 이 서버의 { $name } 파일이 손상됐어요. 파일을 지우고 다시 내려받아 주세요.
datasets-file-damaged = 이 서버의 { $file } 파일이 손상됐어요. 파일을 지우고 { PARTICLE($title, "을/를") } 다시 준비해 주세요.
datasets-ids-damaged = 이 서버에 있는 { $title }의 단어 번호가 손상됐어요. 다시 준비해 주세요.
datasets-mnist-size = 이 서버의 MNIST가 손상됐어요. { $file } 파일이 { $wanted }바이트여야 하는데 { $size }바이트예요. 다시 내려받아 주세요.
datasets-mnist-changed = 이 서버의 MNIST가 손상됐어요. { $file } 파일의 내용이 바뀌었어요. 다시 내려받아 주세요.
datasets-mnist-archive = MNIST가 손상됐어요. { $file } 파일이 { $size }바이트로, 공개된 { $wanted }바이트의 압축 파일과 달라요. 다시 내려받아 주세요.
datasets-mnist-packed = MNIST가 있지만 아직 압축을 풀지 않았어요. “MNIST 내려받기”를 누르면 풀려요.
datasets-imdb-raw = 리뷰 50,000개가 이 서버에 있지만 아직 단어로 나누지 않았어요. 한 번만 하면 되고 30초쯤 걸려요.
datasets-imdb-incomplete = 압축 파일에 긍정 리뷰와 부정 리뷰가 12,500개씩 들어 있지 않아요. 다시 내려받아 주세요.
datasets-nsmc-raw = NSMC의 리뷰가 이 서버에 있지만 아직 나누지 않았어요. 한 번만 하면 되고 몇 초 걸려요.
datasets-no-vectors = GloVe 벡터가 아직 이 서버에 없어요.
datasets-other-vectors = 이 서버의 GloVe 벡터는 다른 어휘 사전의 것이에요. 다시 내려받아 주세요.
datasets-unreadable = { PARTICLE($title, "을/를") } 읽을 수 없어요: { $problem }.
datasets-folder-unreadable = 데이터 폴더를 읽을 수 없어요.
datasets-disk-refused = 디스크 오류가 났어요

## 내려받기

datasets-unpacking = 압축 푸는 중
datasets-cutting = 리뷰를 { PARTICLE($units, "으로/로") } 나누는 중({ $all }개 중 { $read }개)
datasets-storing = 단어 번호를 저장하는 중
datasets-reading-vectors = 벡터를 읽는 중
datasets-download-failed = 내려받지 못했어요: { $problem }({ $file }).
datasets-no-mirror = 내려받을 주소가 설정되어 있지 않아요
datasets-other-file = 받은 파일이 공개된 파일과 달라요
datasets-no-answer = 서버가 제때 응답하지 않았어요
datasets-status = 서버가 상태 코드 { PARTICLE($status, "으로/로") } 응답했어요
datasets-broken-off = 연결이 끊어졌어요
datasets-unreachable = 서버에 연결할 수 없어요. 네트워크 연결이 없을 수 있어요
datasets-archive-damaged = { $file } 파일이 손상됐어요. 다시 내려받아 주세요.
datasets-not-published = { $file } 파일은 공개된 압축 파일이 아니에요.
datasets-download-elsewhere = 지금 다른 프로그램이 같은 폴더에 내려받고 있어요. 1분쯤 뒤에 다시 시도해 주세요.
datasets-not-stored = 저장할 수 없어요: { $problem }. 공간을 비우거나 다른 데이터 폴더를 골라 주세요.
datasets-download-fault = 프로그램 오류로 내려받기가 중단됐어요. 자세한 내용은 서버의 로그에 있어요.
