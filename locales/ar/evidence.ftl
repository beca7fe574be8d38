### Files of a case at the desk, written for those who have to look at them.
###
### Rules of desk.ftl hold here too. What is shown is hidden until it is asked for; words never push to look.

## Files under a message
files-name = ملفات هذه الرسالة
file-kind-picture = صورة
file-kind-video = مقطع مصوّر
file-kind-audio = تسجيل صوتي
file-kind-other = ملف
file-nameless = ملف بلا اسم
file-open-picture = فتح مموّهة
file-open-video = فتح مموّهاً
file-open-audio = فتح التسجيل
file-open-what = { $does }: { $name }
file-opening = يُفتح… { $part }
file-stop = إيقاف
file-close = إغلاق الملف
file-save = حفظ على الجهاز
file-only-save = لا يُعرض هذا النوع هنا.

## Looking
look-hold = الضغط المستمر يُظهرها، ورفع اليد يُخفيها. بلوحة المفاتيح: المسافة أو Enter.
look-button = نظرة ما دام الضغط مستمراً: { $name }
look-hidden = مخفية
look-shown = ظاهرة
look-keep = تبقى ظاهرة دون ضغط
look-picture = صورة من الملف
look-video = مقطع من الملف
look-audio = تسجيل من الملف
look-broken = لا يُعرض: ما في الملف ليس ما يقوله نوعه. قد يُفتح بعد حفظه.
looked-today =
    { $count ->
        [zero] لم يُنظر إلى أي صورة اليوم
        [one] صورة واحدة نُظر إليها اليوم
        [two] صورتان نُظر إليهما اليوم
        [few] { $count } صور نُظر إليها اليوم
        [many] { $count } صورة نُظر إليها اليوم
       *[other] { $count } صورة نُظر إليها اليوم
    }
looked-yourself = هذا العدد لا يراه غيرك.
looked-rest = صور كثيرة في يوم واحد. استراحة الآن أو تسليم ما بقي لزميل/ة أمر عادي.

## Saving to the device
save-title = حفظ الملف على هذا الجهاز
save-what = يخرج الملف من الحماية ويبقى على هذا الجهاز إلى أن يُمحى منه. يُسجَّل الحفظ وسببه في القضية قبل التنزيل، ويراه الفريق.
save-which = الملف
save-reason = السبب
save-reason-hint = جملة تكفي، مثل: نسخة لملف الإحالة.
save-no-reason = ينقص السبب.
save-submit = تسجيل السبب وتنزيل الملف
save-recorded = سُجّل السبب. يُنزَّل الملف…
save-again = تنزيل مرة أخرى
save-done = حُفظ الملف على الجهاز.

## Under 18
minor-title = مغلق: دون 18 سنة
minor-what = ما يصل من قاصر لا يفتحه أحد ولا يُحفظ. يبقى مغلقاً ومعدوداً، وتُفتح التسجيلات الصوتية وحدها.
minor-count =
    { $count ->
        [one] ملف واحد مغلق
        [two] ملفان مغلقان
        [few] { $count } ملفات مغلقة
        [many] { $count } ملفاً مغلقاً
       *[other] { $count } ملف مغلق
    }
error-minor = لا يُفتح هذا الملف: صاحب/ة الطلب دون 18 سنة.
error-minor-advice = بصمة الصورة على جهاز صاحبها والرابط يكفيان للعمل، ومعهما شخص بالغ موثوق.

## Sealed on arrival
sealed-mark = أُقفلت عند الوصول
sealed-mark-why = كُتبت هذه الرسالة في متصفح لا يشغّل البرامج النصية، فأقفلها الخادم لحظة وصولها ورآها في تلك اللحظة. ما عداها أُقفل على جهاز كاتبه.
