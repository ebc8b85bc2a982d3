using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Payloads;

/// <summary>Where a call names its method.</summary>
internal static class MethodName
{
    /// <summary>The place of the method's name, without the receiver, type arguments and arguments.</summary>
    public static Location LocationIn(IInvocationOperation call)
    {
        var name = call.Syntax is InvocationExpressionSyntax invocation
            ? invocation.Expression switch
            {
                MemberAccessExpressionSyntax access => access.Name,
                MemberBindingExpressionSyntax binding => binding.Name,
                SimpleNameSyntax simple => simple,
                _ => null,
            }
            : null;
        return name?.Identifier.GetLocation() ?? call.Syntax.GetLocation();
    }
}
