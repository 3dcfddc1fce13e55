"""Call lists, statements and listings in a few words of many languages, and the encodings their programs write."""

from __future__ import annotations

# language: (encodings, lines of cells)
TEXTS: dict[str, tuple[tuple[str, ...], str]] = {
    "Russian": (
        ("cp1251", "koi8_r", "cp866"),
        "Номер А;Номер Б;Дата и время;Длительность, сек;Тип вызова;Базовая станция\n"
        "Иванов Сергей Петрович;исходящий вызов;г. Москва, ул. Ленина, д. 5\n"
        "Кузнецова Мария;входящий;Санкт-Петербург, Невский проспект\n"
        'ООО "Ромашка";СМС;Новосибирск\nПолучатель платежа;перевод с карты на карту;Сбербанк\n'
        "Сидоренко Ольга;роуминг;Екатеринбург\nФёдоров;ПЕРЕАДРЕСАЦИЯ;КАЗАНЬ",
    ),
    "Ukrainian": (
        ("cp1251",),
        "Абонент;Дата дзвінка;Тривалість;Напрямок\nШевченко Тарас Григорович;вихідний;м. Київ, вул. Хрещатик\n"
        "Львівська область;вхідний;Їжакевич Євген",
    ),
    "Arabic": (
        ("cp1256",),
        "رقم المتصل;رقم المستقبل;التاريخ;المدة;نوع المكالمة\nمحمد أحمد عبد الله;مكالمة صادرة;القاهرة، شارع التحرير\n"
        "فاطمة علي;رسالة نصية;دبي\nشركة الاتصالات;واردة;الرياض",
    ),
    "French": (
        ("cp1252", "mac_roman", "cp850"),
        "Numéro appelant;Numéro appelé;Début;Durée;Opérateur\nHélène Lefèvre;appel reçu;Forêt de Fontainebleau\n"
        "François Côté;émis;Besançon\nSociété Générale;débit;Évry",
    ),
    "Spanish": (
        ("cp1252", "mac_roman", "cp850"),
        "Número de origen;Número de destino;Duración;Ubicación\nJosé Muñoz Peña;saliente;Málaga\n"
        "Ángela Núñez;entrante;León, Castilla\nTeléfono móvil;Transacción;Bogotá",
    ),
    "Portuguese": (
        ("cp1252", "mac_roman"),
        "Número chamador;Duração;Localização;Operação\nJoão da Conceição;chamada não atendida;São Paulo\n"
        "António Simões;ligação;Brasília",
    ),
    "German": (
        ("cp1252", "mac_roman", "cp850"),
        "Rufnummer;Gesprächsdauer;Empfänger;Straße\nJürgen Müller;ausgehend;Köln, Hauptstraße 5\n"
        "Bäckerei Schröder;Überweisung;München",
    ),
    "Polish": (
        ("cp1250",),
        "Numer dzwoniący;Data połączenia;Długość;Miejscowość\nŁukasz Wójcik;wychodzące;Gdańsk, ul. Świętojańska\n"
        "Małgorzata Dąbrowska;przychodzące;Kraków",
    ),
    "Czech": (
        ("cp1250",),
        "Číslo volajícího;Příjemce;Délka hovoru;Město\nJiří Dvořák;odchozí;Plzeň\n"
        "Kateřina Němcová;příchozí;Ústí nad Labem",
    ),
    "Turkish": (
        ("cp1254",),
        "Arayan numara;Süre;Başlangıç;Şehir\nMehmet Yıldız;giden çağrı;İstanbul, Beşiktaş\n"
        "Ayşe Öztürk;gelen çağrı;Diyarbakır",
    ),
    "Greek": (
        ("cp1253",),
        "Αριθμός καλούντος;Διάρκεια;Ημερομηνία\nΓιώργος Παπαδόπουλος;εξερχόμενη;Αθήνα\n"
        "Μαρία Νικολάου;εισερχόμενη;Θεσσαλονίκη",
    ),
    "Hebrew": (
        ("cp1255",),
        "מספר מתקשר;מספר יעד;תאריך;משך שיחה\nדוד כהן;שיחה יוצאת;תל אביב\nשרה לוי;הודעה;ירושלים",
    ),
    "Thai": (
        ("cp874",),
        "หมายเลขต้นทาง;หมายเลขปลายทาง;วันที่;ระยะเวลา\nสมชาย ใจดี;โทรออก;กรุงเทพมหานคร\nสมหญิง รักไทย;รับสาย;เชียงใหม่",
    ),
    "Chinese": (
        ("gb18030",),
        "主叫号码;被叫号码;开始时间;通话时长;基站位置\n张伟;主叫;北京市朝阳区建国路\n王芳;被叫;上海市浦东新区\n"
        "中国移动;短信;广东省深圳市南山区\n交易金额;支付宝转账;余额宝",
    ),
    "Traditional Chinese": (
        ("big5",),
        "發話號碼;受話號碼;開始時間;通話時間;基地台位置\n陳志明;發話;臺北市信義區\n林淑芬;受話;高雄市前鎮區",
    ),
    "Japanese": (
        ("shift_jis", "euc_jp"),
        "発信番号;着信番号;開始日時;通話時間;取引種別\n田中太郎;発信;東京都新宿区\n鈴木花子;着信;大阪府大阪市\n"
        "注文 ビットコイン 買い;約定日時;手数料",
    ),
    "Korean": (
        ("euc_kr",),
        "발신번호;착신번호;통화시작;통화시간;기지국\n김철수;발신;서울특별시 강남구\n이영희;착신;부산광역시",
    ),
}


def samples() -> list[tuple[str, str, str]]:
    """(size, encoding, text): whole lists, their header alone, single rows, single cells; those that are not ASCII and
    that the encoding can write."""
    found = []
    for encodings, text in TEXTS.values():
        lines = text.split("\n")
        sized = [("list", text), ("header", lines[0]), *(("row", line) for line in lines[1:])]
        sized += [("cell", cell) for line in lines for cell in line.split(";")]
        for encoding in encodings:
            for size, part in sized:
                try:
                    octets = part.encode(encoding)
                except UnicodeEncodeError:
                    continue
                if not octets.isascii():
                    found.append((size, encoding, part))
    return found
