"""Vietnamese names of people, in about the shares of the country's families and peoples."""

# Shares are what these functions are made of.
# ruff: noqa: PLR2004
from __future__ import annotations

from typing import TYPE_CHECKING

from values import same

if TYPE_CHECKING:
    import random

    from values import Value

# Per thousand of the Kinh people.
_FAMILIES = dict(
    pair.split(":")
    for pair in """Nguyễn:350 Trần:108 Lê:93 Phạm:70 Hoàng:45 Huỳnh:30 Phan:42 Vũ:36 Võ:28 Đặng:24 Bùi:24 Đỗ:20 Hồ:16
    Ngô:15 Dương:14 Lý:8 Đinh:11 Đoàn:10 Trịnh:9 Trương:13 Đào:8 Mai:8 Lương:8 Cao:8 Tạ:5 Phùng:5 Hà:7 Tô:5 Chu:5
    Thái:4 Lâm:6 Châu:3 Tống:3 Quách:3 Nghiêm:2 Kiều:2 Lưu:5 Vương:4 Thân:2 Đàm:3 Khuất:1 Doãn:2 Mạc:2 Triệu:3 Từ:2
    Ninh:1 Bạch:2 Giang:2 Viên:1 Uông:1 Tăng:2 La:1 Văn:1 Hứa:2 Tôn:1""".split()
)
_MEN = """Văn Văn Văn Văn Văn Văn Đức Hữu Xuân Minh Quang Ngọc Thanh Đình Công Quốc Duy Anh Trọng Bá Mạnh Tiến Hồng Huy
    Thế Việt Viết Khắc Tuấn Hoàng Thành Nhật Gia Đăng Sỹ Doãn Chí Trung Danh Phú Như Tấn Hải Vĩnh Hùng Kim Phước
    Thái Trường Cao Bảo""".split()
_WOMEN = """Thị Thị Thị Thị Thị Thị Thị Ngọc Thu Thanh Minh Phương Kim Hồng Bích Mai Hoài Diệu Mỹ Thùy Khánh Quỳnh
    Tuyết Lan Như Bảo Thúy Tú Hà Cẩm Ánh Anh""".split()
_DOUBLE = "Thị Thu,Thị Thanh,Thị Ngọc,Thị Kim,Thị Minh,Thị Bích,Thị Hồng,Thị Phương,Thị Mỹ,Thị Thúy,Thị Mai".split(",")
_HIS = """
    Hùng Dũng Tuấn Hải Sơn Minh Cường Thắng Long Nam Hiếu Thành Trung Kiên Đức Quân Phong Bình Tùng Hưng Vinh Quang
    Tâm Hoàng An Khánh Thịnh Lâm Chiến Toàn Tiến Lợi Phúc Khoa Tài Đạt Thái Việt Huy Bảo Lực Nghĩa Sỹ Trường Giang Hà
    Định Điệp Đông Luân Ngọc Quý Quyết Tân Thanh Thông Thuận Tín Tú Tường Văn Vũ Xuân Chính Công Doanh Hiển Hòa Hồng
    Khải Khang Kỳ Linh Mạnh Nhân Nhật Phương Quốc Sáng Thế Thiện Tráng Triều Tuyên Ước Vượng Biên Bảy Khiêm Lượng
    Nguyên Chung Duy Hạnh Hậu Hoan Thức Trọng Trực Dân Điền Cảnh Bắc Chương Thiết Tĩnh Rạng Mười Út Khương""".split()
_HERS = """Hoa Hương Lan Mai Hà Hằng Nga Thảo Linh Thủy Hạnh Phương Thu Huyền Trang Yến Nhung Oanh Liên Loan Hồng Dung
    Hiền Hòa Vân Bình Ngọc Anh Minh Thanh Tuyết Xuân Cúc Đào Nguyệt Nhàn Thoa Thơm Tươi Vui Lý Ngân Quyên Quỳnh Trâm
    Trinh Tú Uyên Vy Giang Chi Châu Diệp Duyên Hậu Khánh Lệ Lương Mận Mơ Ngà Nhi Nhiên Nụ Phúc Phượng Sen Tâm Thắm
    Thuận Thúy Thư Tình Trà Tuyền Xuyến Bích Diễm Gấm Hiên Hoài Hoàn Huệ Hường Luyến Mỵ Nết Nhâm Phấn Thêu""".split()

# Peoples of the mountains and the south, each with its own way of naming: family names, middles, given names.
_PEOPLES = (
    (  # Tày, Nùng
        "Nông Hoàng Lương Triệu Ma Bế Đàm Lục Hà Vi Mông Chu Lộc Lý Nguyễn Đinh Linh Lèng La".split(),
        "Văn Văn Thị Thị Đình Quang Thanh Thu Minh Ích Ngọc Xuân".split(),
        "Thắng Duyên Mỷ Hiệu Páo Chài Khầy Slảo Toàn Lưu Huyên Bảy Pảo Thim Lanh Quỳ Điểm Sơn Hiếu Vương Thời".split(),
    ),
    (  # Thái, Mường
        "Lò Quàng Cà Hà Bùi Quách Đinh Bạc Cầm Tòng Lường Vi Điêu Hoàng Lù Mùi Hà Lự Ngần".split(),
        "Văn Văn Văn Thị Thị Thị Công Minh Thanh".split(),
        "Pâng Pấng Ín Hặc Muôn Panh Inh Thoan Ún Mai Dương Xôm Phớ Pản Ánh Ngoan Hịa Bun Chơ Dọn Ơn Bóng Tưởng".split(),
    ),
    (  # H'Mông, Dao
        "Giàng Vàng Sùng Thào Lý Mùa Vừ Cứ Hạng Ly Hờ Má Tráng Lầu Chảo Tẩn Phàn Đặng Bàn Triệu Lồ Lừu".split(),
        "A A A Seo Thị Thị Mí Láo Tả Chỉn Bá Páo Văn Mùi Minh".split(),
        "Páo Chú Sình Của Lử Dình Pao Vảng Mẩy Mỷ Dế Sùng Chứ Khua Tủa Dơ Súa Nhìa Máy Cháng Giả Phủ Tếnh Chớ".split(),
    ),
    (  # Khmer, Chăm
        "Thạch Sơn Kim Châu Danh Kiên Lâm Trà Đạo Lý Thị Bá Thập Não Quảng Dụng Đàng Từ".split(),
        "Sóc Thị Thị Thanh Văn Minh Sô Ngọc Hoàng Phước Sa Sà".split(),
        "Kha Sarây Phol Rích Sa Rinh Phi Chanh Đa Ươne Hươl Sết Ren Tha Khanh Chane Na Mươn Nghiệp Ry Quýt Hên".split(),
    ),
    (  # Bru - Vân Kiều, Tà Ôi, Cơ Tu, Co, Hrê
        "Hồ A-rất Bhling Alăng Pơloong Zơrâm Bríu Đinh Phạm Hồ Coor Bling Hôih Ta-ngôn".split(),
        "Văn Thị Văn Thị Xuân A Thanh Ta".split(),
        "Nhía Bhươch Pố Bươu Crôn Dàng Thơi Mia Nướch Hươn Avơ Ơn Lợi Blúi Pớ Hoách Éo Đranh Pừng Nhâm Rơm".split(),
    ),
)
_HIGHLAND_CLANS = """Niê Byă Kbuôr Ayŭn Mlô Êban Ênuôl Adrơng Knul Êñuôl Kđoh Kpă Ksor Siu Nay Rahlan Rcom Ktla Hmok
    K'Buôr Hđơk""".split()
_HIGHLAND_HERS = """H'Lan H'Yim H'Bia H'Nuên H'Ngăm H'Len H'Duyên H'Loan H'Zuôn H'Ring H'Hương H'Mai H'Kim H'Vân
    H'Luêt""".split()
_HIGHLAND_HIS = "Y Thông,Y Bhem,Y Khút,Y Nuên,Y Wâo,Y Biêr,Y Djoang,Y Tlam,Y Krông,Y Sơn,Y Hoàng,Y Duy".split(",")
_JARAI = "Rơ Châm,Rơ Mah,Rơ Ô,Ksor,Siu,Kpă,Nay,Rah Lan,Rmah,Puih,Kpuih,Rơ Lan".split(",")
_JARAI_GIVEN = "H'Yéo Hyéo H'Blưn Thuy Phan Blơi Hlưm H'Phik Tuân H'Nga Thái Khanh Dơn H'Đen Kíp Chăm Klơn".split()
_BAHNAR = "A Thút,A Jring,A Lưih,A Plơn,Y Blưi,Y Ngọc,Y Byen,Đinh Blơi,Đinh Hmưnh,K'Brối,K'Tem,Ka Thơm".split(",")
_WEIGHTS = [int(weight) for weight in _FAMILIES.values()]
_MINORITIES = 0.16


def person(rng: random.Random) -> Value:
    """A full name."""
    return same(_minority(rng) if rng.random() < _MINORITIES else _kinh(rng))


def _kinh(rng: random.Random) -> str:
    family = rng.choices(list(_FAMILIES), _WEIGHTS)[0]
    woman = rng.random() < 0.4
    given = rng.choice(_HERS if woman else _HIS)
    kind = rng.random()
    if kind < 0.05:
        return f"{family} {given}"
    if woman and kind < 0.3:
        return f"{family} {rng.choice(_DOUBLE)} {given}"
    middle = rng.choice(_WOMEN if woman else _MEN)
    # Two family names make a first name of three parts: Nguyễn Trần Minh Hùng.
    second = f" {rng.choice(list(_FAMILIES)[:12])}" if kind > 0.95 and middle not in {"Thị", "Văn"} else ""
    return f"{family}{second} {middle} {given}"


def _minority(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.72:
        return " ".join(rng.choice(part) for part in rng.choice(_PEOPLES))
    if kind < 0.82:
        return f"{rng.choice(_HIGHLAND_HERS + _HIGHLAND_HIS)} {rng.choice(_HIGHLAND_CLANS)}"
    if kind < 0.94:
        return f"{rng.choice(_JARAI)} {rng.choice(_JARAI_GIVEN)}"
    return rng.choice(_BAHNAR)
