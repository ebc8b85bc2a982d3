namespace SegStream.Formatters.Tests.Shapes;

/// <summary>Makes the generator see every type as the type of an endpoint's events. Nothing here is called.</summary>
internal static class ShapeEndpoints
{
    [SseEndpoint("/feed")]
    public static IEnumerable<Feed> Feed() => [];

    [SseEndpoint("/notified")]
    public static IEnumerable<Notified> Notified() => [];

    [SseEndpoint("/Progress")]
    public static IEnumerable<Progress> Progress() => [];

    [JsonStream("/Integers")]
    public static IEnumerable<Integers> Integers() => [];

    [SseEndpoint("/NullableIntegers")]
    public static IEnumerable<NullableIntegers> NullableIntegers() => [];

    [JsonStream("/Fractions")]
    public static IEnumerable<Fractions> Fractions() => [];

    [SseEndpoint("/NullableFractions")]
    public static IEnumerable<NullableFractions> NullableFractions() => [];

    [JsonStream("/Texts")]
    public static IEnumerable<Texts> Texts() => [];

    [SseEndpoint("/Switches")]
    public static IEnumerable<Switches> Switches() => [];

    [JsonStream("/Times")]
    public static IEnumerable<Times> Times() => [];

    [SseEndpoint("/NullableTimes")]
    public static IEnumerable<NullableTimes> NullableTimes() => [];

    [JsonStream("/Ids")]
    public static IEnumerable<Ids> Ids() => [];

    [SseEndpoint("/Enums")]
    public static IEnumerable<Enums> Enums() => [];

    [JsonStream("/NullableEnums")]
    public static IEnumerable<NullableEnums> NullableEnums() => [];

    [SseEndpoint("/Point")]
    public static IEnumerable<Point> Point() => [];

    [JsonStream("/Segment")]
    public static IEnumerable<Segment> Segment() => [];

    [SseEndpoint("/Polygon")]
    public static IEnumerable<Polygon> Polygon() => [];

    [JsonStream("/Mutable")]
    public static IEnumerable<Mutable> Mutable() => [];

    [SseEndpoint("/Guarded")]
    public static IEnumerable<Guarded> Guarded() => [];

    [JsonStream("/Ground")]
    public static IEnumerable<Ground> Ground() => [];

    [SseEndpoint("/Roof")]
    public static IEnumerable<Roof> Roof() => [];

    [JsonStream("/Level1")]
    public static IEnumerable<Level1> Level1() => [];

    [SseEndpoint("/Numbers")]
    public static IEnumerable<Numbers> Numbers() => [];

    [JsonStream("/Lists")]
    public static IEnumerable<Lists> Lists() => [];

    [SseEndpoint("/Views")]
    public static IEnumerable<Views> Views() => [];

    [JsonStream("/Jagged")]
    public static IEnumerable<Jagged> Jagged() => [];

    [SseEndpoint("/EnvelopeProgress")]
    public static IEnumerable<Envelope<Progress>> EnvelopeProgress() => [];

    [JsonStream("/EnvelopePoint")]
    public static IEnumerable<Envelope<Point>> EnvelopePoint() => [];

    [SseEndpoint("/Envelopestring")]
    public static IEnumerable<Envelope<string>> Envelopestring() => [];

    [JsonStream("/PairPointSegment")]
    public static IEnumerable<Pair<Point, Segment>> PairPointSegment() => [];

    [SseEndpoint("/PairDayOfWeekListProgress")]
    public static IEnumerable<Pair<DayOfWeek, List<Progress>>> PairDayOfWeekListProgress() => [];

    [JsonStream("/Keywords")]
    public static IEnumerable<Keywords> Keywords() => [];

    [SseEndpoint("/Names")]
    public static IEnumerable<Names> Names() => [];

    [JsonStream("/Named")]
    public static IEnumerable<Named> Named() => [];

    [SseEndpoint("/Oblivious")]
    public static IEnumerable<Oblivious> Oblivious() => [];

    [JsonStream("/Wide")]
    public static IEnumerable<Wide> Wide() => [];

    [SseEndpoint("/Renamed")]
    public static IEnumerable<Renamed> Renamed() => [];

    [JsonStream("/Internal")]
    public static IEnumerable<Internal> Internal() => [];

    [SseEndpoint("/Cyclic")]
    public static IEnumerable<Cyclic> Cyclic() => [];

    [JsonStream("/CyclicByList")]
    public static IEnumerable<CyclicByList> CyclicByList() => [];

    [SseEndpoint("/Nothing")]
    public static IEnumerable<Nothing> Nothing() => [];

    [JsonStream("/WithNothing")]
    public static IEnumerable<WithNothing> WithNothing() => [];

    [SseEndpoint("/WithObject")]
    public static IEnumerable<WithObject> WithObject() => [];

    [JsonStream("/WithMap")]
    public static IEnumerable<WithMap> WithMap() => [];

    [SseEndpoint("/WithBase64")]
    public static IEnumerable<WithBase64> WithBase64() => [];

    [JsonStream("/WithUri")]
    public static IEnumerable<WithUri> WithUri() => [];

    [SseEndpoint("/WithTuple")]
    public static IEnumerable<WithTuple> WithTuple() => [];

    [JsonStream("/WithInterface")]
    public static IEnumerable<WithInterface> WithInterface() => [];

    [SseEndpoint("/WithSet")]
    public static IEnumerable<WithSet> WithSet() => [];

    [JsonStream("/WithConverter")]
    public static IEnumerable<WithConverter> WithConverter() => [];

    [SseEndpoint("/WithConvertedEnum")]
    public static IEnumerable<WithConvertedEnum> WithConvertedEnum() => [];

    [JsonStream("/WithOrder")]
    public static IEnumerable<WithOrder> WithOrder() => [];

    [SseEndpoint("/WithCondition")]
    public static IEnumerable<WithCondition> WithCondition() => [];

    [JsonStream("/WithNumbersAsText")]
    public static IEnumerable<WithNumbersAsText> WithNumbersAsText() => [];

    [SseEndpoint("/WithPropertyAsText")]
    public static IEnumerable<WithPropertyAsText> WithPropertyAsText() => [];

    [JsonStream("/WithPart")]
    public static IEnumerable<WithPart> WithPart() => [];

    [SseEndpoint("/WithField")]
    public static IEnumerable<WithField> WithField() => [];

    [JsonStream("/WithIncluded")]
    public static IEnumerable<WithIncluded> WithIncluded() => [];

    [SseEndpoint("/WithMore")]
    public static IEnumerable<WithMore> WithMore() => [];

    [JsonStream("/Animal")]
    public static IEnumerable<Animal> Animal() => [];

    [SseEndpoint("/Overriding")]
    public static IEnumerable<Overriding> Overriding() => [];

    [JsonStream("/Hiding")]
    public static IEnumerable<Hiding> Hiding() => [];

    [SseEndpoint("/Listed")]
    public static IEnumerable<Listed> Listed() => [];
}
