namespace SegStream.Shared.Model;

/// <summary>A setting that is written on the attribute.</summary>
/// <param name="Name">The property of the endpoint's definition.</param>
/// <param name="Expression">The value as C#.</param>
internal sealed record SettingModel(string Name, string Expression);
