using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>How a method hands its events over, read from its return type and its sender parameter.</summary>
internal sealed class ReturnShape
{
    private ReturnShape(EndpointShape shape, ReturnWrapper wrapper, ITypeSymbol? eventType)
    {
        Shape = shape;
        Wrapper = wrapper;
        EventType = eventType;
    }

    public EndpointShape Shape { get; }

    public ReturnWrapper Wrapper { get; }

    /// <summary>The type of the events; null where only the run knows it.</summary>
    public ITypeSymbol? EventType { get; }

    /// <summary>The interface that the returned value has to be cast to, because it could be read in two ways.</summary>
    public string? Cast { get; private init; }

    public bool IsNullable { get; private init; }

    /// <summary>Reads the shape, or says why there is none.</summary>
    public static ReturnShape? Read(IMethodSymbol method, out string reason)
    {
        reason = "";
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            reason = "it returns by reference";
            return null;
        }

        var sender = method.Parameters.FirstOrDefault(parameter => IsSender(parameter.Type));
        var value = Unwrap(method.ReturnType, out var wrapper);
        return sender is null ? ReadReturned(method, value, wrapper, out reason) : ReadPush(method, sender, value, wrapper, out reason);
    }

    public static bool IsSender(ITypeSymbol type) => type.Is(WellKnownNames.StreamSender) || type.Is(WellKnownNames.TypedStreamSender);

    private static ReturnShape? ReadPush(IMethodSymbol method, IParameterSymbol sender, ITypeSymbol? value, ReturnWrapper wrapper, out string reason)
    {
        reason = "";
        if (value is not null)
        {
            reason = "a method that is given a sender returns void, Task or ValueTask";
            return null;
        }

        if (method is { IsAsync: true, ReturnsVoid: true })
        {
            reason = "nothing can await an 'async void' method; return Task";
            return null;
        }

        return sender.Type is INamedTypeSymbol { TypeArguments: [var eventType] }
            ? new ReturnShape(EndpointShape.Push, wrapper, eventType)
            : new ReturnShape(EndpointShape.UnifiedPush, wrapper, null);
    }

    private static ReturnShape? ReadReturned(IMethodSymbol method, ITypeSymbol? value, ReturnWrapper wrapper, out string reason)
    {
        reason = "return IAsyncEnumerable<T>, IEnumerable<T>, ChannelReader<T> or StreamResponse<T>, or take a StreamSender<T>";
        if (value is null or { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Dynamic or TypeKind.Error })
        {
            return null;
        }

        var nullable = value.NullableAnnotation == NullableAnnotation.Annotated;
        if (value.Implements(WellKnownNames.Result))
        {
            return new ReturnShape(EndpointShape.Detached, wrapper, DetachedEventType(value)) { IsNullable = nullable };
        }

        if (value.SelfOrBase(type => type.Is(WellKnownNames.ChannelReader)) is { } reader)
        {
            return new ReturnShape(EndpointShape.ChannelReader, wrapper, reader.TypeArguments[0]) { IsNullable = nullable };
        }

        var asynchronous = Interfaces(value, WellKnownNames.AsyncEnumerable);
        var synchronous = Interfaces(value, WellKnownNames.Enumerable);
        var chosen = asynchronous.Count > 0 ? asynchronous : synchronous;
        if (chosen.Count != 1)
        {
            reason = chosen.Count == 0 ? reason : "it implements " + chosen[0].Name + "<T> for more than one type of events";
            return null;
        }

        return new ReturnShape(asynchronous.Count > 0 ? EndpointShape.AsyncEnumerable : EndpointShape.Enumerable, wrapper, chosen[0].TypeArguments[0])
        {
            Cast = asynchronous.Count > 0 && synchronous.Count > 0 ? chosen[0].ToSource() : null,
            IsNullable = nullable,
        };
    }

    private static List<INamedTypeSymbol> Interfaces(ITypeSymbol type, string metadataName)
    {
        var found = type.AllInterfaces.Where(candidate => candidate.Is(metadataName)).ToList();
        if (type.Is(metadataName))
        {
            found.Add((INamedTypeSymbol)type);
        }

        return found;
    }

    private static ITypeSymbol? DetachedEventType(ITypeSymbol result)
    {
        if (result.Is(WellKnownNames.TypedStreamResponse))
        {
            return ((INamedTypeSymbol)result).TypeArguments[0];
        }

        // Results<NotFound, StreamResponse<T>>: the one streamed case decides; with several, only the run knows.
        var streamed = result is INamedTypeSymbol { Name: "Results" } results
            ? results.TypeArguments.Where(argument => argument.Is(WellKnownNames.TypedStreamResponse)).ToList()
            : [];
        return streamed.Count == 1 ? ((INamedTypeSymbol)streamed[0]).TypeArguments[0] : null;
    }

    // Null stands for "returns nothing".
    private static ITypeSymbol? Unwrap(ITypeSymbol type, out ReturnWrapper wrapper)
    {
        wrapper = type.Is(WellKnownNames.Task) || type.Is(WellKnownNames.TaskOfT) ? ReturnWrapper.Task
            : type.Is(WellKnownNames.ValueTask) || type.Is(WellKnownNames.ValueTaskOfT) ? ReturnWrapper.ValueTask
            : ReturnWrapper.None;
        if (wrapper == ReturnWrapper.None)
        {
            return type.SpecialType == SpecialType.System_Void ? null : type;
        }

        return ((INamedTypeSymbol)type).TypeArguments is [var value] ? value : null;
    }
}
