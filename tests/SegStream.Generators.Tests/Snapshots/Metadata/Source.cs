using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using SegStream;

namespace App;

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class EverythingAttribute : Attribute
{
    public EverythingAttribute(string? text, Type? type) { }
    public EverythingAttribute(object? value) { }
    public EverythingAttribute(params int[] numbers) { }
    public EverythingAttribute(char c, byte b, sbyte s, short h, ushort u, uint i, long l, ulong m, float f, double d, bool x) { }
    public string? @class { get; set; }
    public DayOfWeek Day { get; set; }
    public string?[]? Texts { get; set; }
    public object? Value { get; set; }
    public Type[]? Types;
}

public sealed class GenericAttribute<T> : Attribute;

[Conditional("NEVER")]
public sealed class NoteAttribute : Attribute;

[Authorize("admin")]
[Tags("from the class")]
public static class Guarded
{
    [SseEndpoint("/guarded")]
    [Authorize(Roles = "a,b")]
    [EnableCors("open")]
    [EnableRateLimiting("slow")]
    [Tags("one", "two")]
    [Obsolete("old")]
    [Generic<List<string>>]
    [Note]
    [DebuggerStepThrough]
    [SuppressMessage("a", "b")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IEnumerable<int> Run() => [];

    [SseEndpoint("/everything")]
    [AllowAnonymous]
    [Everything((string?)null, null)]
    [Everything("quote\" slash\\ line\n\u2028 tab\t nul\0 ü 😀", typeof(Dictionary<,>))]
    [Everything((object?)null)]
    [Everything((byte)1)]
    [Everything(typeof(int[]))]
    [Everything(new object?[] { 1, "a", null, DayOfWeek.Friday })]
    [Everything(1, 2, 3)]
    [Everything('\'', 1, -1, -2, 2, 3, long.MinValue, ulong.MaxValue, float.NaN, double.NegativeInfinity, true)]
    [Everything('x', 1, 1, 2, 2, 3, 4, 5, 1.5f, 1e300, false, @class = "k", Day = (DayOfWeek)99, Texts = new[] { "a", null }, Value = -5, Types = new[] { typeof(string), typeof(List<int>) })]
    public static IEnumerable<int> Everything() => [];
}

[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class OwnAttribute : Attribute;

[Authorize("base")]
[Tags("base")]
[Own]
public abstract class GuardedBase
{
    [Authorize("base method")]
    [EndpointSummary("base method")]
    [Own]
    public abstract IEnumerable<int> Run();
}

[Tags("derived")]
public class Derived : GuardedBase
{
    [SseEndpoint("/derived")]
    [EndpointSummary("derived")]
    public override IEnumerable<int> Run() => [];
}
