using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Registration;

/// <summary>
/// Knows the values of a method that belong to a stream but are not its sender: responses, channel writers made from a sender, and the channel
/// whose reader an annotated endpoint returns. Channels that have nothing to do with a stream are never among them.
/// </summary>
internal sealed class StreamHalves
{
    private readonly StreamSymbols _symbols;
    private readonly LocalValues _values;
    private readonly Lazy<HashSet<ISymbol>> _returnedChannels;

    public StreamHalves(StreamSymbols symbols, ImmutableArray<IOperation> blocks, IMethodSymbol? method)
    {
        _symbols = symbols;
        _values = new LocalValues(blocks);
        var servesReader = method is not null && symbols.IsChannelReader(symbols.WithoutTask(method.ReturnType)) && symbols.IsEndpoint(method);
        _returnedChannels = new Lazy<HashSet<ISymbol>>(() => servesReader ? ReturnedChannels(blocks) : new HashSet<ISymbol>(SymbolEqualityComparer.Default));
    }

    /// <summary>What to keep instead of the value; null when the value may be kept.</summary>
    public string? Advice(IOperation value)
    {
        if (_symbols.IsResponse(value.Type))
        {
            return StreamsSequence(value) ? null : $"pass '{value.Syntax}.Sender'";
        }

        if (_symbols.IsChannelWriter(value.Type) && WrittenSender(value) is { } sender)
        {
            return $"pass '{sender.Syntax}'";
        }

        return (_symbols.IsChannel(value.Type) || _symbols.IsChannelWriter(value.Type) || _symbols.IsChannelReader(value.Type))
            && ChannelOf(value) is { } channel && _returnedChannels.Value.Contains(channel)
                ? "return a StreamResponse<T> and pass its sender"
                : null;
    }

    /// <summary>The sender of which the value is the channel writer, if it is one.</summary>
    private IOperation? WrittenSender(IOperation value)
    {
        if (value is ILocalReferenceOperation local)
        {
            value = _values.Single(local.Local)?.WithoutConversions() ?? value;
        }

        return value is IInvocationOperation { TargetMethod: { Name: "AsChannelWriter", ContainingType: var type }, Instance: { } sender } && _symbols.IsSender(type) ? sender : null;
    }

    // Responses made from a sequence have no sender that could be kept instead.
    private bool StreamsSequence(IOperation value)
    {
        if (value is ILocalReferenceOperation local)
        {
            value = _values.Single(local.Local)?.WithoutConversions() ?? value;
        }

        return value is IInvocationOperation { TargetMethod: { Name: "SseFrom" or "JsonFrom" or "TextFrom" } method } && _symbols.ModeOfFactory(method) != ModeSet.None;
    }

    private ISymbol? ChannelOf(IOperation? value)
    {
        for (var depth = 0; depth < 8 && value is not null; depth++)
        {
            value = value.WithoutConversions();
            switch (value)
            {
                case IPropertyReferenceOperation { Property.Name: "Reader" or "Writer", Instance: { } channel } when _symbols.IsChannel(channel.Type):
                    value = channel;
                    break;
                case ILocalReferenceOperation local when _symbols.IsChannel(local.Type):
                    return local.Local;
                case ILocalReferenceOperation local:
                    value = _values.Single(local.Local);
                    break;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                case IFieldReferenceOperation field:
                    return field.Field;
                default:
                    return null;
            }
        }

        return null;
    }

    private HashSet<ISymbol> ReturnedChannels(ImmutableArray<IOperation> blocks)
    {
        var channels = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var returned in blocks.SelectMany(block => block.DescendantsAndSelf()).OfType<IReturnOperation>())
        {
            if (ChannelOf(returned.ReturnedValue) is ILocalSymbol channel)
            {
                channels.Add(channel);
            }
        }

        return channels;
    }
}
