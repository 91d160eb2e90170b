"""The economy of the demo country: branches with their employers' names and the trades they look for.

`isic` is ISIC Rev. 4. `isco`: beginnings of the ISCO-08 codes that the branch employs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sector:
    """`weight`: share of the 300 employers; `names`: patterns with {town} and {word}."""

    code: str
    isic: str
    kind: str
    weight: int
    isco: tuple[str, ...]
    names: tuple[str, ...]
    names_ar: tuple[str, ...]
    about: str
    about_ar: str
    shifts: bool = False


WORDS = (
    "Lantern", "Blue Heron", "Three Rivers", "Northwind", "Old Mill", "Coral", "Amber", "Sunrise", "Copper Leaf",
    "Saltmarsh", "Kestrel", "Silver Net", "Juniper", "Red Gate", "High Field", "Morning Star", "Stone Bridge",
    "Tall Reed", "Harbour Light", "Green Lantern", "White Heron", "Seven Wells", "Marigold", "Long Acre",
)  # fmt: skip
WORDS_AR = ("النورس", "الفنار", "الواحة", "السنابل", "المنارة", "النخيل", "الينابيع", "الصدف", "الشراع", "الزيتونة")

SECTORS: tuple[Sector, ...] = (
    Sector("hospital", "8610", "public_body", 14,
           ("2221", "2211", "2264", "2262", "3221", "3211", "3212", "3213", "3258", "5321", "9112", "5120", "9621", "4110", "9121"),
           ("{town} District Hospital", "{word} Clinic", "{town} Health Centre"),
           ("مستشفى {town}", "عيادة {word}"),
           "We look after about {n} patients a week, on wards and in their homes.",
           "نعتني بنحو {n} مريضاً في الأسبوع، في الأقسام وفي البيوت.", True),
    Sector("school", "8510", "public_body", 16,
           ("2330", "2341", "2342", "2353", "2320", "5312", "5311", "9112", "5153", "4120"),
           ("{town} Primary School", "{town} Secondary School", "{word} Nursery School", "{town} Trade School"),
           ("مدرسة {town}", "روضة {word}"),
           "Our school has {n} pupils and a garden that they plant themselves.",
           "في مدرستنا {n} تلميذاً وحديقة يزرعونها بأنفسهم."),
    Sector("hotel", "5510", "firm", 26,
           ("5120", "5131", "5132", "9411", "9412", "4224", "9112", "9121", "1412", "3434", "5113", "5414"),
           ("{word} Hotel", "{town} Guest House", "{word} Kitchen", "Restaurant {word}"),
           ("فندق {word}", "مطعم {word}"),
           "We serve {n} meals on a busy day and most of our guests come back.",
           "نقدم {n} وجبة في يوم مزدحم ومعظم ضيوفنا يعودون.", True),
    Sector("building", "4100", "firm", 30,
           ("7112", "7115", "7121", "7122", "7123", "7126", "7127", "7119", "7131", "7411", "9313", "9312", "834", "3123", "2142", "2165"),
           ("{town} Building Works", "{word} Construction", "{word} & Partners Builders"),
           ("شركة {word} للبناء", "مقاولات {town}"),
           "We are {n} people on four sites: homes, a school and a road.",
           "نحن {n} شخصاً في أربعة مواقع: منازل ومدرسة وطريق."),
    Sector("farm", "0111", "smallholder", 30,
           ("6111", "6112", "6113", "6121", "6122", "6130", "6123", "9211", "9212", "8341"),
           ("{word} Farm", "{town} Growers", "{word} Orchard"),
           ("مزرعة {word}", "بستان {town}"),
           "A family farm with {n} rows of trees, goats and vegetables for the town market.",
           "مزرعة عائلية فيها {n} صفاً من الأشجار وماعز وخضار لسوق البلدة."),
    Sector("fishing", "0311", "smallholder", 10, ("6222", "6221", "9329", "7511", "4321"),
           ("{word} Boats", "{town} Fish Landing"), ("قوارب {word}",),
           "We have {n} boats and sell the catch on the quay the same morning.",
           "لدينا {n} قوارب ونبيع الصيد على الرصيف في الصباح نفسه."),
    Sector("retail", "4711", "firm", 30, ("5221", "5222", "5223", "5230", "9334", "5211", "3322", "4321"),
           ("{word} Stores", "{town} Market Hall", "{word} Grocers", "{word} Hardware"),
           ("متاجر {word}", "سوق {town}"),
           "About {n} customers come in every day, and most of them know us by name.",
           "يأتينا نحو {n} زبوناً كل يوم، ومعظمهم يعرفوننا بالاسم."),
    Sector("transport", "4923", "firm", 24,
           ("8322", "8332", "8331", "8321", "8344", "9333", "9321", "4323", "4321", "9621", "5244", "4412"),
           ("{word} Haulage", "{town} Depot", "{word} Couriers", "{town} Bus Company"),
           ("نقليات {word}", "مستودع {town}"),
           "Every night {n} pallets go out from our yard to shops all over the island.",
           "كل ليلة تخرج {n} منصة من ساحتنا إلى متاجر الجزيرة كلها.", True),
    Sector("garments", "1410", "firm", 14, ("7531", "7533", "8153", "9329", "7536", "7318", "9321"),
           ("{word} Garments", "{town} Weavers"), ("مشغل {word} للخياطة",),
           "We sew school uniforms and work clothes: {n} pieces a day.",
           "نخيط الزي المدرسي وملابس العمل: {n} قطعة في اليوم."),
    Sector("food", "1071", "firm", 16, ("8160", "7511", "7512", "9329", "9321", "8344", "3115", "8219"),
           ("{word} Bakery", "{town} Dairy", "{word} Foods"), ("مخبز {word}", "ألبان {town}"),
           "We make and pack food for {n} shops, early in the morning.",
           "نصنع الطعام ونعبئه لنحو {n} متجراً في الصباح الباكر.", True),
    Sector("office", "6920", "firm", 20,
           ("2411", "3313", "4311", "4313", "4110", "4120", "4132", "2423", "2611", "4226", "2431", "4211", "2421", "2643"),
           ("{word} Accountants", "{town} Savings Bank", "{word} Office Services", "{word} Insurance"),
           ("مكتب {word} للمحاسبة", "مصرف {town}"),
           "We keep the books of {n} small firms and take the time to explain them.",
           "نمسك حسابات {n} شركة صغيرة ونجد الوقت لشرحها."),
    Sector("computing", "6201", "firm", 14, ("2512", "2513", "2522", "2120", "3512", "7422", "2166", "2421", "4222"),
           ("{word} Software", "{word} Networks", "{town} Data"), ("برمجيات {word}",),
           "A team of {n} people who build and look after systems for shops and clinics.",
           "فريق من {n} شخصاً يبني ويرعى أنظمة للمتاجر والعيادات."),
    Sector("council", "8411", "public_body", 14,
           ("4110", "4120", "4226", "2635", "3412", "9611", "9613", "9312", "5411", "6113", "3333", "4227", "2165", "5153"),
           ("{town} District Council", "{town} Water Board", "{town} Town Hall"), ("بلدية {town}",),
           "We work for {n} thousand residents: roads, water, waste, and a desk where people are listened to.",
           "نعمل من أجل {n} ألف ساكن: طرق ومياه ونفايات وشباك يُصغى فيه إلى الناس."),
    Sector("security", "8010", "firm", 8, ("5414",), ("{word} Guarding",), ("حراسة {word}",),
           "We guard {n} sites by day and night and never leave anyone alone on a first shift.",
           "نحرس {n} موقعاً ليلاً ونهاراً ولا نترك أحداً وحده في أول مناوبة.", True),
    Sector("garage", "4520", "firm", 14, ("7231", "7233", "7234", "7412", "7421", "7212", "7223", "9122"),
           ("{word} Garage", "{town} Motors", "{word} Repairs"), ("كراج {word}",),
           "Our workshop has {n} bays and a good coffee machine.",
           "في ورشتنا {n} أماكن للسيارات وآلة قهوة جيدة."),
    Sector("workshop", "3100", "firm", 12, ("7522", "7115", "7313", "7314", "7318", "7536", "7212"),
           ("{word} Furniture", "{town} Craft Workshop"), ("ورشة {word}",),
           "We make furniture and crafts by hand, {n} pieces a month.",
           "نصنع الأثاث والحرف يدوياً، {n} قطعة في الشهر."),
    Sector("cleaning", "8121", "firm", 12, ("9112", "5151", "9122", "9121", "9611"),
           ("{word} Cleaning", "{town} Facility Care"), ("{word} للتنظيف",),
           "We clean {n} buildings and plan routes so that nobody crosses town twice.",
           "ننظف {n} مبنى ونخطط الجولات حتى لا يعبر أحد المدينة مرتين."),
    Sector("care", "8890", "association", 14, ("5322", "5321", "2635", "3412", "3253", "5311", "5312"),
           ("{word} Care Association", "{town} Community Trust"), ("جمعية {word} للرعاية",),
           "Our association visits {n} people at home who need a hand with the day.",
           "تزور جمعيتنا {n} شخصاً في بيوتهم ممن يحتاجون إلى مساعدة في يومهم."),
    Sector("beauty", "9602", "firm", 8, ("5141", "5142"), ("{word} Hair", "Salon {word}"), ("صالون {word}",),
           "A friendly salon with {n} chairs.", "صالون ودود فيه {n} كراسي."),
    Sector("household", "9700", "household", 24, ("9111", "5322", "5311", "6113", "8322", "5120"),
           ("{family} household",), ("أسرة {family}",),
           "We are a family of {n} with a garden and a dog.", "نحن أسرة من {n} أفراد ولدينا حديقة وكلب."),
    Sector("agency", "7810", "private_agency", 6,
           ("5223", "4110", "9333", "5131", "4222", "3322", "8322"), ("{word} Recruitment",), ("{word} للتوظيف",),
           "A licensed agency. We ask workers for no fee, at any stage.",
           "مكتب مرخص. لا نطلب من العمال أي رسوم في أي مرحلة."),
    Sector("temporary", "7820", "temporary_agency", 6,
           ("9329", "9333", "8344", "9321", "9313", "9112", "5131"), ("{word} Temporary Work",), ("{word} للعمل المؤقت",),
           "You are employed by us and work at firms that need help for a while.",
           "نحن من يوظفك، وتعمل لدى شركات تحتاج إلى مساعدة لفترة."),
)  # fmt: skip

# Gross monthly pay in minor units by ISCO-08 major group, before variation; never below the minimum wage.
MONTHLY_PAY = {"1": 520_000, "2": 430_000, "3": 310_000, "4": 230_000, "5": 196_000, "6": 184_000, "7": 240_000,
               "8": 226_000, "9": 170_000}  # fmt: skip
