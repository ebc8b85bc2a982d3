namespace SegStream.Generators.Emit;

/// <summary>Names that generated code writes often.</summary>
internal static class GlobalNames
{
    public const string Namespace = "SegStream.Generated";
    public const string Hosting = "global::SegStream.Hosting.";
    public const string HttpContext = "global::Microsoft.AspNetCore.Http.HttpContext";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.";
    public const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions.";

    /// <summary>Keeps a generated type from being seen by another assembly, even through InternalsVisibleTo.</summary>
    public const string Embedded = "[global::Microsoft.CodeAnalysis.Embedded]";
}
