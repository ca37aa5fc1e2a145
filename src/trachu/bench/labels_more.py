"""What the columns that alliances and disputes bring to a frame mean, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from trachu.core.words import Words

DUTIES = {
    "defense": Words(en="defence", th="ป้องกันร่วม"),
    "offense": Words(en="offence", th="ร่วมรุก"),
    "neutral": Words(en="neutrality", th="วางตนเป็นกลาง"),
    "nonagg": Words(en="non-aggression", th="ไม่รุกราน"),
    "consul": Words(en="consultation", th="ปรึกษาหารือ"),
    "ally": Words(en="any obligation", th="พันธกรณีใดก็ตาม"),
}
OWED = {
    "atop_{x}": Words(en="Owed to the other (ATOP): {x}", th="พันธกรณีต่ออีกฝ่าย (ATOP): {x}"),
    "atop_pair_{x}": Words(en="Owed by one of the two (ATOP): {x}", th="พันธกรณีของฝ่ายใดฝ่ายหนึ่ง (ATOP): {x}"),
    "atop_state_{x}": Words(en="Owed to anybody (ATOP): {x}", th="พันธกรณีต่อรัฐใดก็ตาม (ATOP): {x}"),
}
TERMS = {
    "bilat": Words(en="bilateral", th="พันธมิตรทวิภาคี"),
    "wartime": Words(en="formed in wartime", th="ทำขึ้นในยามสงคราม"),
    "asymm": Words(en="obligations differ between members", th="พันธกรณีของสมาชิกไม่เท่ากัน"),
    "conditio": Words(en="obligations under conditions", th="พันธกรณีมีเงื่อนไข"),
    "specthrt": Words(en="specific threat", th="ระบุภัยคุกคาม"),
    "milcon": Words(en="military contact", th="การติดต่อทางทหาร"),
    "milaid": Words(en="military aid", th="ความช่วยเหลือทางทหาร"),
    "intcom": Words(en="integrated command", th="การบังคับบัญชาร่วม"),
    "subord": Words(en="subordination of forces", th="การอยู่ใต้บังคับบัญชา"),
    "organ1": Words(en="organisation", th="องค์กร"),
    "base": Words(en="bases", th="ฐานทัพ"),
    "contrib": Words(en="contribution of forces", th="การจัดกำลังสมทบ"),
    "armred": Words(en="reduction of arms", th="การลดอาวุธ"),
    "ecaid": Words(en="economic aid", th="ความช่วยเหลือทางเศรษฐกิจ"),
    "conwtin": Words(en="settlement of conflicts between members", th="การระงับข้อพิพาทระหว่างสมาชิก"),
}
LEVEL = {
    "terms_{x}": Words(en="Alliance term, highest level (ATOP): {x}", th="เงื่อนไขของพันธมิตร ระดับสูงสุด (ATOP): {x}"),
    "phase_{x}": Words(en="Term of the phase, highest level (ATOP): {x}", th="เงื่อนไขในระยะนั้น ระดับสูงสุด (ATOP): {x}"),
}
LISTS = {
    "": Words(en="Correlates of War", th="Correlates of War"),
    "_gml": Words(en="Gibler, Miller and Little", th="Gibler, Miller และ Little"),
}
OF_DISPUTES = {
    "dispute{x}": Words(en="Militarized disputes under way ({x})", th="จำนวนข้อพิพาททางทหารที่ดำเนินอยู่ ({x})"),
    "dispute{x}_onset": Words(en="Militarized disputes begun ({x})", th="จำนวนข้อพิพาททางทหารที่เริ่มขึ้น ({x})"),
    "dispute{x}_hostility": Words(en="Hostility of the dispute ({x})", th="ระดับความเป็นปรปักษ์ของข้อพิพาท ({x})"),
    "dispute{x}_fatality": Words(en="Level of deaths in the dispute ({x})", th="ระดับการเสียชีวิตในข้อพิพาท ({x})"),
    "dispute{x}_reciprocated": Words(en="Dispute reciprocated ({x})", th="มีการตอบโต้ในข้อพิพาท ({x})"),
    "mid{x}_onset": Words(en="Disputes begun with the other ({x})", th="จำนวนข้อพิพาทที่เริ่มกับอีกฝ่าย ({x})"),
    "mid{x}_fatality": Words(en="Level of the actor's own deaths ({x})", th="ระดับการเสียชีวิตของฝ่ายตน ({x})"),
}


def _made() -> Mapping[str, Words]:
    """Put the names of columns together with their words."""
    return {
        column.format(x=name): Words(en=words.en.format(x=filled.en), th=words.th.format(x=filled.th))
        for columns, names in ((OWED, DUTIES), (LEVEL, TERMS), (OF_DISPUTES, LISTS))
        for column, words in columns.items()
        for name, filled in names.items()
    }


COLUMNS: Mapping[str, Words] = {
    **_made(),
    "atop_pacts": Words(en="Alliances in force (ATOP)", th="จำนวนพันธมิตรที่มีผลบังคับ (ATOP)"),
    "capdist": Words(en="Distance between capitals (Gleditsch)", th="ระยะทางระหว่างเมืองหลวง (Gleditsch)"),
    "gdp_fariss": Words(en="Real GDP (Fariss and others)", th="GDP ที่แท้จริง (Fariss และคณะ)"),
    "pop_fariss": Words(en="Population (Fariss and others)", th="ประชากร (Fariss และคณะ)"),
    "gdppc_fariss": Words(en="Real GDP per person (Fariss and others)", th="GDP ที่แท้จริงต่อหัว (Fariss และคณะ)"),
}
