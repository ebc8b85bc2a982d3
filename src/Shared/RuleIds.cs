namespace SegStream.Shared;

/// <summary>The ids of all rules. An id is never reused for another mistake.</summary>
internal static class RuleIds
{
    public const string UnsupportedReturnType = "SEG0001";
    public const string ParameterCannotBeBound = "SEG0002";
    public const string RouteParameterWithoutMatch = "SEG0003";
    public const string InvalidRoutePattern = "SEG0004";
    public const string DuplicateRoute = "SEG0005";
    public const string MethodNotAccessible = "SEG0006";
    public const string GenericMethod = "SEG0007";
    public const string InvalidUnionCase = "SEG0008";
    public const string DuplicateEventName = "SEG0009";
    public const string InvalidUnion = "SEG0010";
    public const string SeveralStreamAttributes = "SEG0011";
    public const string EventTypeDoesNotFitMode = "SEG0012";
    public const string InvalidSetting = "SEG0013";

    public const string StreamNeverEnded = "SEG0101";
    public const string StreamNotEndedOnEveryPath = "SEG0102";
    public const string SentAfterEnd = "SEG0103";
    public const string EndedTwice = "SEG0104";
    public const string EndlessSendLoop = "SEG0105";

    public const string VerbDoesNotFitMode = "SEG0201";
    public const string MixedDataTypes = "SEG0202";
    public const string InvalidEventName = "SEG0203";
    public const string SentAfterTerminal = "SEG0204";

    public const string ChannelPassedRegistration = "SEG0301";

    /// <summary>The page that explains a rule.</summary>
    public static string HelpLink(string id) => "https://github.com/segstream/segstream/blob/main/docs/rules/" + id + ".md";
}
