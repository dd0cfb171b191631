"""Bytes that GB18030 could read are read so where they make the characters Chinese is written with; else as what they are, or with a word
that it is a guess. Names of other alphabets used to become rare Chinese characters without a word."""

from pathlib import Path

import pytest

from data.files.decode import Decoded, decoded

SURE = [
    ("gb18030", "订单编号,买家,金额\n1,王小明,120.5\n2,张丽,手提包\n"),
    ("gb18030", "order,name\n1,丽\n"),
    ("cp1252", "Ordine,Cliente,Città\n1,Nicolò Però,Forlì\n2,Cantù,è così € 5\n"),
    ("cp1252", "Commande,Prénom\n1,Françoise Lefèvre\n2,Zoë Hervé, Besançon\n"),
    ("cp1252", "Pedido,Año,Señor\n1,Íñigo Muñoz,Cádiz\n2,João Simões,Guimarães\n"),
    ("cp1252", "Order,Namn\n1,Åsa Öberg,Malmö\n2,Jörgen Søndergård,Århus\n"),
    ("mac_roman", "Città,Perché,È\n1,è così,à\n"),
    ("cp1252", "Bestellung,Größe\n1,Königstraße\n2,Müller\n"),
]
GUESSED = [
    ("cp1250", "a,b\nŻółć,Łódź\n"),
    ("cp1250", "Zamówienie,Klient,Miasto\n1,Łukasz Żółć,Łódź\n2,Świętosława Gęśl,Kraków\n"),
    ("cp1250", "Objednávka,Zákazník\n1,Jiří Dvořák,Plzeň\n2,Žaneta Šťastná,Děčín\n"),
    ("big5", "訂單編號,買家,金額\n1,王小明,120.5\n2,張麗,手提包\n"),
    ("big5", "order,name,city\n1,陳怡君,台北市\n2,林志玲,高雄\n3,歐陽娜娜,新竹\n"),
    ("cp1251", "Заказ,Клиент,Город\n1,Иван Петров,Москва\n2,Мария Сидорова,Казань\n"),
    ("cp850", "Ordine,Città\n1,Perché è così,Forlì\n2,Niccolò,Cantù\n"),
    ("koi8_r", "Заказ,Клиент\n1,Иван Петров,Москва\n"),
    ("cp1253", "Παραγγελία,Πελάτης,Πόλη\n1,Γιώργος Παπαδόπουλος,Αθήνα\n2,Μαρία Νικολάου,Θεσσαλονίκη\n"),
    ("cp1255", "הזמנה,לקוח,עיר\n1,דוד כהן,תל אביב\n2,שרה לוי,חיפה\n"),
    ("cp874", "หมายเลข,ลูกค้า,จำนวน\n1,สมชาย ใจดี,กระเป๋า\n2,สุดา แก้วใส,กรุงเทพ\n"),
    ("cp949", "주문번호,구매자,금액\n1,김민준,120.5\n2,이서연,가방\n"),
    ("cp1254", "Sipariş,Müşteri,Şehir\n1,Ayşe Yılmaz,İstanbul\n2,Çağrı Öztürk,Muğla\n"),
    ("cp1250", "Rendelés,Vevő,Város\n1,Kovács Gergő,Győr\n2,Nagy Szűcs Ödön,Hódmezővásárhely\n"),
]


def read(folder: Path, text: str, encoding: str) -> Decoded:
    path = folder / "orders.csv"
    path.write_bytes(text.encode(encoding))
    return decoded(path, folder, path.name)


@pytest.mark.parametrize(("encoding", "text"), SURE)
def test_usual_encodings_are_read_without_a_word(tmp_path: Path, encoding: str, text: str) -> None:
    found = read(tmp_path, text, encoding)
    assert (found.encoding, found.note()) == (encoding, None)
    assert found.path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("encoding", "text"), GUESSED)
def test_names_of_other_alphabets_are_what_they_were_and_the_guess_is_said(
    tmp_path: Path, encoding: str, text: str
) -> None:
    found = read(tmp_path, text, encoding)
    assert found.path.read_text(encoding="utf-8") == text
    assert f"were read as {encoding}; where names look wrong, save the file as UTF-8" in str(found.note())


@pytest.mark.parametrize(
    "text", ["order,name\n1,龚珺\n2,禤嫣\n3,王璐\n", "注文番号,お客様\n1,山田太郎\n2,佐藤ハナコ\n"]
)
def test_what_cannot_be_told_is_read_as_chinese_and_said(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text, "gb18030" if "龚" in text else "shift_jis")
    assert found.encoding == "gb18030" and "were read as gb18030" in str(found.note())


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "iso8859_2"])
def test_signs_that_stand_in_no_word_are_said(tmp_path: Path, encoding: str) -> None:
    text = "Zam,Miasto\n1,Łódź\n2,Świętosława Gęśl\n" if encoding == "iso8859_2" else "Ordine,Città\n1,è,à\n2,ì,ù\n"
    assert "save the file as UTF-8" in str(read(tmp_path, text, encoding).note())


@pytest.mark.parametrize("encoding", ["cp1254", "cp1253", "cp949", "cp874", "cp1250"])
def test_amounts_are_the_same_in_any_letters(tmp_path: Path, encoding: str) -> None:
    names = {"cp1254": "Ayşe Yılmaz", "cp1253": "Γιώργος", "cp949": "김민준", "cp874": "สมชาย", "cp1250": "Győző"}
    found = read(tmp_path, f"order,name,total\n1,{names[encoding]},120.50\n2,{names[encoding]},7.00\n", encoding)
    lines = found.path.read_text(encoding="utf-8").splitlines()
    assert [(line.split(",")[0], line.split(",")[-1]) for line in lines[1:]] == [("1", "120.50"), ("2", "7.00")]
