### Labels of the values in crates/sanad-domain/taxonomy.toml, in its order.
### One label per code; no two codes of a list share a label.
### إحالة is referral only; نقل الملف is hand-over only.

## kind
kind-extortion-photo = ابتزاز بصورة خاصة
kind-extortion-video = ابتزاز بفيديو خاص
kind-extortion-call = ابتزاز بمكالمة مسجّلة
kind-extortion-chat = ابتزاز بمحادثة خاصة
kind-extortion-fabricated = ابتزاز بصورة أو مقطع مفبرك (ذكاء اصطناعي)
kind-extortion-claimed = ابتزاز بمادة يدّعي أنها عنده
kind-published-public = نشر مادة خاصة على العلن
kind-sent-to-circle = إرسال مادة خاصة إلى الأهل أو العمل أو مجموعة
kind-sold = بيع مادة خاصة
kind-livestreamed = بثّ مادة خاصة مباشرةً
kind-account-held = اختراق الحساب والاستيلاء عليه
kind-impersonation = انتحال الشخصية
kind-locked-out = فقدان الدخول إلى الحساب
kind-device-source = تسريب من جهاز مفقود أو مسروق أو في التصليح
kind-threat-publish = تهديد بالنشر
kind-threat-tell-family = تهديد بإخبار الأهل أو العشيرة
kind-threat-kill = تهديد بالقتل أو الإيذاء
kind-threat-kidnap = تهديد بالخطف
kind-threat-marriage = تهديد بالإجبار على الزواج
kind-threat-report = تهديد بالتبليغ لدى الشرطة أو جماعة مسلّحة
kind-threat-employer = تهديد بإخبار جهة العمل
kind-money-fraud = احتيال مالي
kind-recovery-scam = عرض مساعدة كاذب مقابل المال
kind-grooming = استدراج طفل/ة
kind-stalking = ملاحقة ومراقبة
kind-doxxing = نشر معلومات شخصية
kind-outing = كشف هوية أو معتقد خاص
kind-defamation = تشهير
kind-harassment = مضايقة
kind-offline-rape = اغتصاب خارج الإنترنت
kind-offline-sexual-assault = اعتداء جنسي خارج الإنترنت
kind-offline-assault = اعتداء جسدي خارج الإنترنت
kind-forced-marriage = زواج قسري
kind-means-withheld = حرمان من المال أو الأوراق أو الدراسة أو الهاتف
kind-other = غير ذلك
kind-unknown = غير معروف
kind-prefer-not = أفضّل عدم الإجابة

## material
material-photo = صورة
material-video = فيديو
material-recorded-chat = محادثة مسجّلة
material-recorded-call = مكالمة مسجّلة
material-account-access = دخول إلى حساب
material-personal-data = معلومات شخصية
material-fabricated = مادة مفبركة (ذكاء اصطناعي)
material-claimed = يدّعي وجودها ولم يعرضها
material-none = لا توجد مادة
material-other = غير ذلك
material-unknown = غير معروف
material-prefer-not = أفضّل عدم الإجابة

## threat
threat-publish = نشر المادة
threat-tell-family = إخبار الأهل
threat-tell-tribe = إخبار العشيرة
threat-tell-employer = إخبار جهة العمل أو الدراسة
threat-kill = القتل
threat-harm = الإيذاء أو التشويه
threat-kidnap = الخطف
threat-force-marriage = الإجبار على الزواج
threat-report-police = التبليغ لدى الشرطة
threat-report-armed-group = التبليغ لدى جماعة مسلّحة
threat-none-stated = لم يذكر تهديداً
threat-other = غير ذلك
threat-unknown = غير معروف
threat-prefer-not = أفضّل عدم الإجابة

## demand
demand-money = مال
demand-more-images = صور أخرى
demand-sexual-acts = أفعال جنسية
demand-meeting = لقاء
demand-relationship = العودة إلى علاقة أو البقاء فيها
demand-marriage = زواج
demand-account = كلمة سرّ أو حساب
demand-information = معلومات
demand-silence = السكوت أو سحب شكوى
demand-recruit = استدراج أشخاص آخرين
demand-none-stated = لم يذكر مطلباً
demand-other = غير ذلك
demand-unknown = غير معروف
demand-prefer-not = أفضّل عدم الإجابة

## platform
platform-facebook = فيسبوك
platform-messenger = ماسنجر
platform-instagram = إنستغرام
platform-whatsapp = واتساب
platform-telegram = تيليغرام
platform-snapchat = سناب شات
platform-tiktok = تيك توك
platform-viber = فايبر
platform-imo = إيمو
platform-x = إكس
platform-youtube = يوتيوب
platform-game = لعبة إلكترونية
platform-dating-app = تطبيق تعارف
platform-website = موقع على الإنترنت
platform-email = بريد إلكتروني
platform-sms = رسائل نصية قصيرة
platform-phone = مكالمات هاتفية
platform-in-person = وجهاً لوجه
platform-other = غير ذلك
platform-unknown = غير معروف
platform-prefer-not = أفضّل عدم الإجابة

## sex
sex-female = أنثى
sex-male = ذكر
sex-other = غير ذلك
sex-unknown = غير معروف
sex-prefer-not = أفضّل عدم الإجابة

## age band
age-band-under-12 = دون 12 سنة
age-band-from-12 = من 12 إلى 17 سنة
age-band-from-18 = من 18 إلى 25 سنة
age-band-from-26 = من 26 إلى 40 سنة
age-band-from-41 = من 41 إلى 60 سنة
age-band-from-61 = 61 سنة فما فوق
age-band-unknown = غير معروف
age-band-prefer-not = أفضّل عدم الإجابة

## marital
marital-single = أعزب/عزباء
marital-engaged = خاطب/مخطوبة
marital-contracted = عقد قران قبل الزفاف
marital-married = متزوج/ة
marital-separated = منفصل/ة
marital-divorced = مطلّق/ة
marital-widowed = أرمل/ة
marital-unknown = غير معروف
marital-prefer-not = أفضّل عدم الإجابة

## group
group-student = طالب/ة
group-employee = موظف/ة أو عامل/ة في القطاع الخاص
group-public-servant = موظف/ة في الدولة
group-self-employed = عمل حرّ
group-homemaker = متفرّغ/ة لشؤون البيت
group-jobseeker = باحث/ة عن عمل
group-journalist = صحفي/ة
group-activist = ناشط/ة
group-public-figure = شخصية عامة
group-displaced = نازح/ة
group-lgbt = من مجتمع الميم (بحسب قول صاحب/ة الطلب)
group-other = غير ذلك
group-unknown = غير معروف
group-prefer-not = أفضّل عدم الإجابة

## for whom
for-whom-self = لنفسي
for-whom-own-child = لابني أو ابنتي
for-whom-relative = لأحد الأقارب
for-whom-friend = لصديق/ة
for-whom-colleague = لزميل/ة
for-whom-other = لشخص آخر
for-whom-unknown = غير معروف
for-whom-prefer-not = أفضّل عدم الإجابة

## relationship
relationship-stranger-online = غريب عبر الإنترنت
relationship-online-acquaintance = معرفة عبر الإنترنت
relationship-former-partner = شريك/ة في علاقة سابقة
relationship-fiance = خطيب/ة (حالياً أو سابقاً)
relationship-spouse = زوج/ة (حالياً أو سابقاً)
relationship-relative = من الأقارب
relationship-friend = صديق/ة أو زميل/ة دراسة
relationship-neighbour = جار/ة أو من معارف العائلة
relationship-colleague = زميل/ة في العمل
relationship-employer = صاحب العمل أو مسؤول فيه
relationship-teacher = مدرّس/ة أو أستاذ/ة
relationship-repair-shop = محل تصليح أو مقدّم خدمة
relationship-official = موظف حكومي أو شرطي
relationship-armed-group = منتسب إلى جماعة مسلّحة
relationship-gang = عصابة
relationship-other = غير ذلك
relationship-unknown = غير معروف
relationship-prefer-not = أفضّل عدم الإجابة

## blackmailer state
blackmailer-state-unknown = مجهول
blackmailer-state-suspected = مشتبه به
blackmailer-state-identified = معروف الهوية
blackmailer-state-confirmed = مؤكَّد
blackmailer-state-wrongly-accused = متّهم خطأً

## blackmailer count
blackmailer-count-one = واحد
blackmailer-count-two = اثنان
blackmailer-count-three = ثلاثة
blackmailer-count-more = أكثر من ثلاثة
blackmailer-count-unknown = غير معروف
blackmailer-count-prefer-not = أفضّل عدم الإجابة

## danger level
danger-level-low = منخفض
danger-level-medium = متوسط
danger-level-high = مرتفع
danger-level-extreme = شديد

## danger item
danger-item-family-knows = هل يعرف أحد من العائلة بالأمر؟
danger-item-threat-to-tell-family = هل يهدّد بإخبار الأب أو الإخوة أو العشيرة؟
danger-item-afraid-of-home = هل هناك خوف من أذى على يد أحد في البيت؟
danger-item-family-hurt-before = هل سبق أن أوذي أحد في العائلة لسبب كهذا؟
danger-item-kept-or-watched = هل هناك منع من الخروج أو مراقبة للهاتف والتنقّل؟
danger-item-weapon-at-home = هل يوجد سلاح في البيت؟
danger-item-engaged-or-married = هل صاحب/ة الطلب في خطوبة أو زواج؟
danger-item-help-could-expose = هل يمكن أن تكشف تسوية أو زيارة من الشرطة الأمر في البيت؟
danger-item-knows-whereabouts = هل يعرف المبتز العنوان أو مكان الدراسة أو العمل أو معارف العائلة؟
danger-item-lives-near = هل يسكن المبتز قريباً، أو له أقارب قريبون؟
danger-item-violent-before = هل سبق أن استعمل المبتز العنف مع أي شخص؟
danger-item-threatened-to-kill = هل هدّد بالقتل؟
danger-item-threatened-kidnap-or-marriage = هل هدّد بالخطف أو بالإجبار على الزواج؟
danger-item-powerful-or-armed = هل ينتمي المبتز إلى الشرطة أو جماعة مسلّحة أو عائلة ذات نفوذ؟
danger-item-uses-others = هل يستعين المبتز بآخرين؟
danger-item-other-victims = هل يفعل المبتز الشيء نفسه مع غيرها/غيره؟
danger-item-deadline-24h = هل تنتهي المهلة خلال 24 ساعة؟
danger-item-deadline-72h = هل تنتهي المهلة خلال 72 ساعة؟
danger-item-already-published = هل نشر المبتز شيئاً أو أرسله إلى أحد؟
danger-item-escalating = هل تزداد رسائل المبتز عدداً أو قسوة؟
danger-item-thoughts-of-dying = هل هناك أفكار عن الموت؟
danger-item-plan-to-die = هل هناك خطة أو وسيلة لإنهاء الحياة؟
danger-item-attempt-before = هل سبقت محاولة انتحار؟
danger-item-not-eating-or-sleeping = هل هناك انقطاع عن الأكل أو النوم؟
danger-item-alone = هل يمرّ معظم الوقت في وحدة؟
danger-item-plans-to-run-away = هل هناك نيّة للهرب من البيت؟
danger-item-no-trusted-adult = هل صاحب/ة الطلب دون أي شخص بالغ موثوق يعرف بالأمر؟
danger-item-under-18 = هل العمر دون 18 سنة؟

## safe channel
safe-channel-safe-page = الصفحة الآمنة
safe-channel-whatsapp = واتساب
safe-channel-telegram = تيليغرام
safe-channel-signal = سيغنال
safe-channel-messenger = ماسنجر
safe-channel-instagram = إنستغرام
safe-channel-phone = مكالمة هاتفية
safe-channel-sms = رسالة نصية قصيرة
safe-channel-email = بريد إلكتروني
safe-channel-trusted-person = عن طريق شخص موثوق
safe-channel-in-person = لقاء مباشر
safe-channel-none = لا شيء: لا نبدأ بالمراسلة
safe-channel-other = غير ذلك
safe-channel-unknown = غير معروف
safe-channel-prefer-not = أفضّل عدم الإجابة

## consent purpose
consent-purpose-find-blackmailer = البحث عن المبتز
consent-purpose-link-in-team = الربط بقضايا أخرى داخل الفريق
consent-purpose-match-partners = المطابقة مع الفرق الشريكة
consent-purpose-share-fingerprints = مشاركة بصمات الصور مع المنصّات
consent-purpose-request-removal = تقديم طلب إزالة إلى منصّة
consent-purpose-contact-blackmailer = الاتصال بالمبتز
consent-purpose-contact-relatives = الاتصال بأقارب المبتز
consent-purpose-refer-police = إحالة إلى الشرطة
consent-purpose-refer-service = إحالة إلى خدمة أخرى
consent-purpose-hand-over = نقل الملف إلى فريق شريك
consent-purpose-count-statistics = الاحتساب في الإحصاءات

## stage
stage-new = جديدة
stage-triage = فرز
stage-active = قيد العمل
stage-waiting = في الانتظار
stage-settlement = تسوية
stage-referral = إحالة
stage-closed = مغلقة

## outcome
outcome-settled-held = تسوية، والتعهّد محفوظ بعد 90 يوماً
outcome-settled-pending = تسوية، والتعهّد قيد التحقّق
outcome-material-removed = أُزيلت المادة
outcome-account-recovered = استُعيد الحساب
outcome-arrested = قُبض على المبتز
outcome-convicted = أُدين المبتز
outcome-stopped-by-itself = توقّف التهديد من تلقاء نفسه
outcome-referred-closed = إحالة ثم إغلاق
outcome-handed-over = نقل الملف إلى فريق آخر
outcome-asked-to-close = إغلاق بطلب من صاحب/ة الطلب
outcome-no-contact = انقطاع التواصل طوال المدّة المحدّدة
outcome-not-a-case = رقم خطأ أو تجربة أو إساءة استعمال
outcome-out-of-mandate = خارج اختصاص الفريق، مع تقديم المشورة
outcome-merged = دُمجت مع قضية أخرى
outcome-harm-happened = وقع أذى

## harm
harm-killed = قتل
harm-suicide = وفاة بالانتحار
harm-suicide-attempt = محاولة انتحار
harm-disfigured = تشويه
harm-injured = إصابة
harm-kidnapped = خطف
harm-forced-marriage = زواج قسري
harm-expelled = طرد من البيت
harm-lost-work-or-studies = فقدان العمل أو الدراسة
harm-published-anyway = نشر المادة رغم كل شيء
harm-other = أذى آخر

## certainty
certainty-confirmed = مؤكَّد
certainty-reported = منقول
certainty-suspected = محتمَل

## country
country-iq = العراق
country-sy = سوريا
country-jo = الأردن
country-lb = لبنان
country-ps = فلسطين
country-tr = تركيا
country-ir = إيران
country-sa = السعودية
country-kw = الكويت
country-ae = الإمارات
country-qa = قطر
country-bh = البحرين
country-om = عُمان
country-ye = اليمن
country-eg = مصر
country-sd = السودان
country-ly = ليبيا
country-tn = تونس
country-dz = الجزائر
country-ma = المغرب
country-mr = موريتانيا
country-de = ألمانيا
country-se = السويد
country-nl = هولندا
country-be = بلجيكا
country-fr = فرنسا
country-gb = بريطانيا
country-ie = أيرلندا
country-at = النمسا
country-ch = سويسرا
country-dk = الدنمارك
country-no = النرويج
country-fi = فنلندا
country-it = إيطاليا
country-es = إسبانيا
country-gr = اليونان
country-bg = بلغاريا
country-ro = رومانيا
country-pl = بولندا
country-us = الولايات المتحدة
country-ca = كندا
country-au = أستراليا
country-other = بلد آخر
country-unknown = غير معروف
country-prefer-not = أفضّل عدم الإجابة

## governorate
governorate-baghdad = بغداد
governorate-basra = البصرة
governorate-nineveh = نينوى
governorate-erbil = أربيل
governorate-sulaymaniyah = السليمانية
governorate-duhok = دهوك
governorate-halabja = حلبجة
governorate-kirkuk = كركوك
governorate-diyala = ديالى
governorate-saladin = صلاح الدين
governorate-anbar = الأنبار
governorate-babil = بابل
governorate-karbala = كربلاء
governorate-najaf = النجف
governorate-qadisiyah = القادسية
governorate-wasit = واسط
governorate-maysan = ميسان
governorate-dhi-qar = ذي قار
governorate-muthanna = المثنى
governorate-unknown = غير معروف
governorate-prefer-not = أفضّل عدم الإجابة

## access purpose
access-purpose-triage = فرز
access-purpose-follow-up = متابعة
access-purpose-review = مراجعة
access-purpose-handover = استلام المتابعة من زميل/ة
access-purpose-audit = تدقيق
