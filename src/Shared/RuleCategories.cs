namespace SegStream.Shared;

/// <summary>The categories under which the rules are listed and can be configured together.</summary>
internal static class RuleCategories
{
    public const string Endpoints = "SegStream.Endpoints";
    public const string Lifetime = "SegStream.Lifetime";
    public const string Payloads = "SegStream.Payloads";
    public const string Registration = "SegStream.Registration";
}
