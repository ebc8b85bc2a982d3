namespace SegStream.Shared.Model;

/// <summary>A way to construct a case: a constructor and the required members that it leaves open.</summary>
/// <param name="IsPublic">Whether everything in it is visible to other assemblies.</param>
/// <param name="Parameters">What has to be given, in the order of the constructor, required members last.</param>
internal sealed record CaseConstructorModel(bool IsPublic, EquatableArray<CaseParameterModel> Parameters);
