"""Regions of the world and seas that texts speak of; they are places, not actors."""

from __future__ import annotations

_REGIONS = (
    ("Africa", "แอฟริกา"), ("Antarctica", "แอนตาร์กติกา"), ("Arctic", "อาร์กติก"), ("Asia", "เอเชีย"),
    ("Asia-Pacific", "เอเชีย-แปซิฟิก", "เอเชียแปซิฟิก", "Asia Pacific"), ("Atlantic", "แอตแลนติก"),
    ("Balkans", "บอลข่าน", "คาบสมุทรบอลข่าน"), ("Baltic Sea", "ทะเลบอลติก"), ("Black Sea", "ทะเลดำ"),
    ("Caribbean", "แคริบเบียน"), ("Caucasus", "คอเคซัส"), ("Central Asia", "เอเชียกลาง"),
    ("Central Europe", "ยุโรปกลาง"), ("Crimea", "ไครเมีย"), ("Donbas", "ดอนบาส", "Donbass"), ("East Africa", "แอฟริกาตะวันออก"),
    ("East Asia", "เอเชียตะวันออก"), ("East China Sea", "ทะเลจีนตะวันออก"),
    ("Eastern Europe", "ยุโรปตะวันออก"), ("Eurasia", "ยูเรเซีย"), ("Europe", "ยุโรป"), ("Global South", "โลกใต้", "ซีกโลกใต้"),
    ("Gulf of Thailand", "อ่าวไทย"), ("Indian Ocean", "มหาสมุทรอินเดีย"),
    ("Indo-Pacific", "อินโด-แปซิฟิก", "อินโดแปซิฟิก", "Indo Pacific"), ("Korean Peninsula", "คาบสมุทรเกาหลี"),
    ("Latin America", "ลาตินอเมริกา", "ละตินอเมริกา"), ("Mediterranean", "เมดิเตอร์เรเนียน"), ("Mekong", "ลุ่มน้ำโขง", "แม่น้ำโขง"),
    ("Middle East", "ตะวันออกกลาง"), ("North Africa", "แอฟริกาเหนือ"), ("North America", "อเมริกาเหนือ"),
    ("North Atlantic", "แอตแลนติกเหนือ"), ("Northeast Asia", "เอเชียตะวันออกเฉียงเหนือ"), ("Oceania", "โอเชียเนีย"),
    ("Pacific", "แปซิฟิก"), ("Persian Gulf", "อ่าวเปอร์เซีย"), ("Red Sea", "ทะเลแดง"), ("Russian Far East", "รัสเซียตะวันออกไกล"),
    ("Sea of Japan", "ทะเลญี่ปุ่น"), ("Siberia", "ไซบีเรีย"), ("South America", "อเมริกาใต้"), ("South Asia", "เอเชียใต้"),
    ("South China Sea", "ทะเลจีนใต้"), ("Southeast Asia", "เอเชียตะวันออกเฉียงใต้"), ("Southern Europe", "ยุโรปใต้"),
    ("Sub-Saharan Africa", "แอฟริกาใต้สะฮารา"), ("Taiwan Strait", "ช่องแคบไต้หวัน"), ("Tumen River", "แม่น้ำทูเมน", "แม่น้ำตูเมน"),
    ("West Africa", "แอฟริกาตะวันตก"), ("West Asia", "เอเชียตะวันตก"), ("Western Europe", "ยุโรปตะวันตก"),
)  # fmt: skip

PLACES = {f"LOC:{names[0]}": names for names in _REGIONS}
