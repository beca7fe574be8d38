### Moving about in the desk: views, quick jump, notices, waiting to be sent. Rules of desk.ftl hold here too.

## Not sent yet
unsent-title = لم يُرسل بعد، والمحاولة مستمرة.
unsent-what = يُرسل كما كُتب حين يعود الاتصال، ولا يتكرر إن كان قد وصل. قفل الصفحة أو إغلاقها قبل ذلك يُضيّعه.
unsent-retry = محاولة الآن
unsent-trying = تجري المحاولة…
unsent-went = وصل ما كان ينتظر الإرسال.
unsent-refused = لم يصل ما كان ينتظر الإرسال: تغيّرت القضية في هذه الأثناء. النص باقٍ في مكانه.
error-unsent = لم يُرسل بعد، والمحاولة مستمرة.
error-unsent-advice = يُرسل كما هو حين يعود الاتصال. لا حاجة إلى الكتابة من جديد.
offline-strip = لا اتصال بالخادم. ما يظهر قُرئ { $when }.
thread-fresh = الجديد في هذه الأثناء

## Clock
row-soon = يقترب الموعد { $when }

## Filters and views
filter-title = تصفية
filter-active = تصفية مفعّلة
filter-danger = الخطر
filter-danger-any = كل المستويات
filter-danger-from = { $band } فأعلى
filter-stage = المرحلة
filter-stage-any = كل المراحل
filter-late = تجاوزت موعدها
filter-clear = إلغاء التصفية
filter-save = حفظ هذا العرض
filter-saved = حُفظ العرض في هذا المتصفح.
filter-kept = حُفظ من قبل.
filter-keeps = تُحفظ رموز التصفية وحدها في هذا المتصفح: لا اسم قضية ولا كلمة بحث.
filter-person = مع { $name }
filter-empty = لا قضية بهذه التصفية.
views-name = عروض جاهزة ومحفوظة
view-remove = حذف العرض: { $name }

## Quick jump
palette-title = الانتقال السريع
palette-field = اسم قضية أو عضو أو أمر
palette-keys = الأسهم للتنقل، و Enter للاختيار، و Esc للإغلاق.
palette-actions = أوامر
palette-cases = قضايا
palette-people = أعضاء
palette-language = اللغة: { $name }
palette-none = لا نتيجة.
palette-count =
    { $count ->
        [zero] لا نتائج
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }
help-key-palette = الانتقال السريع إلى قضية أو عضو أو أمر

## Notices
bell-off = تشغيل التنبيه
bell-on = إيقاف التنبيه
bell-refused = التنبيه ممنوع
bell-refused-advice = يمنع المتصفح تنبيهات هذه الصفحة. يُسمح بها من إعدادات الموقع في المتصفح.
bell-is-on = يعمل التنبيه. لا يقول أكثر من أن هناك جديداً.
bell-is-off = أُوقف التنبيه.
lock-waiting = هناك جديد ينتظر.
lock-watching = يبقى التنبيه يعمل حتى { $when }، بلا أي تفاصيل.

## Keys of cases
renewal-title = مفاتيح القضايا
renewal-due =
    { $count ->
        [zero] لا مفاتيح تنتظر التجديد.
        [one] تغيّر أعضاء الفريق: مفاتيح قضية واحدة تنتظر التجديد.
        [two] تغيّر أعضاء الفريق: مفاتيح قضيتين تنتظر التجديد.
        [few] تغيّر أعضاء الفريق: مفاتيح { $count } قضايا تنتظر التجديد.
        [many] تغيّر أعضاء الفريق: مفاتيح { $count } قضية تنتظر التجديد.
       *[other] تغيّر أعضاء الفريق: مفاتيح { $count } قضية تنتظر التجديد.
    }
renewal-closed =
    { $count ->
        [zero] لا قضايا مغلقة عليك.
        [one] قضية واحدة لا تفتحها مفاتيحك.
        [two] قضيتان لا تفتحهما مفاتيحك.
        [few] { $count } قضايا لا تفتحها مفاتيحك.
        [many] { $count } قضية لا تفتحها مفاتيحك.
       *[other] { $count } قضية لا تفتحها مفاتيحك.
    }
renewal-with-sheet = فتحها بورقة الاستعادة
renewal-what = تُفتح كل قضية للتسليم، ويُسجَّل فيها ذلك.
renewal-run = تجديد المفاتيح
renewal-progress = تجديد المفاتيح: { $done } من { $total }
renewal-done = تجددت مفاتيح القضايا.
renewal-failed = لم تتجدد مفاتيح { $name }.

## Phone
jump-name = الكتابة في القضية
