using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;

namespace SegStream.Hosting;

/// <summary>
/// What follows from an endpoint's body for its metadata, as ASP.NET Core infers it: routing answers a wrong media type by it, the antiforgery middleware
/// checks forms by it, and descriptions read it. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BodyMetadata
{
    /// <summary>A form is checked for its antiforgery token unless the endpoint says otherwise, as with <c>DisableAntiforgery()</c>.</summary>
    public static object Antiforgery { get; } = new RequireAntiforgeryTokenAttribute();

    /// <summary>A JSON body.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="json">How it is read; null when the parameter has turned out to be a service.</param>
    /// <param name="isOptional">Whether it may be missing.</param>
    /// <returns>The metadata, or <see langword="null"/> when there is no body.</returns>
    public static object? Json<T>(JsonTypeInfo<T>? json, bool isOptional) =>
        json is null ? null : new AcceptsMetadata(["application/json"], typeof(T), isOptional);

    /// <summary>A form.</summary>
    /// <param name="type">The type of the first parameter that is read from it.</param>
    /// <param name="hasFiles">Whether files are read from it, which only one of the two media types has.</param>
    /// <returns>The metadata.</returns>
    public static object Form(Type type, bool hasFiles) =>
        new AcceptsMetadata(hasFiles ? ["multipart/form-data"] : ["multipart/form-data", "application/x-www-form-urlencoded"], type);
}
